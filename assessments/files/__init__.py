"""Files that people upload: the store they lie in, the gate they pass, and the view they are read in.

`intake.take_in` does all of it in the safe order (hold, inspect, scan, keep); `gate.process` inspects and
reads a file that is already on disk; `store` holds bytes by their hash under each centre.

Nothing from outside is parsed in the web process. The modules that parse (`structure`, `container`,
`xmlparts`, `portable`, `pdftext`, `reading`) run in `worker`, a short-lived process with narrow limits; they
import no Django and know nothing of the house.
"""
