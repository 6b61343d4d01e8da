"""The mark sheet on paper: one frozen page in, the bytes of an A4 PDF out."""
