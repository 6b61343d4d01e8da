"""Files over bad networks: cut at random bytes, without a network, the page closed; and how few taps it takes."""

from __future__ import annotations

import hashlib
import json
import random
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.assessments.file_samples import lines, pdf, stream
from tests.house import House
from tests.journeys import papers, steps
from tests.journeys.looks import Looks
from tests.journeys.test_diary import PHONE, counted, phone
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
CUTS = 50
LARGE = pdf(lines("A long piece of work."), objects=[stream(random.Random(7).randbytes(1_400_000))])


def raw(house: House, path: str, headers: dict[str, str], body: bytes, length: int) -> bytes:
    """Send a request that announces `length` bytes and ends after `body`; what was answered, if anything."""
    place = urlsplit(house.url)
    head = [f"POST {path} HTTP/1.1", f"Host: {place.netloc}", f"Content-Length: {length}", "Connection: close"]
    head += [f"{name}: {value}" for name, value in headers.items()]
    with socket.create_connection((place.hostname, place.port), timeout=20) as link:
        link.sendall("\r\n".join([*head, "", ""]).encode() + body)
        if len(body) < length:
            return b""  # closed in the middle of a piece, as a tunnel does
        answer = b""
        while more := link.recv(65536):
            answer += more
        return answer


def test_cut_at_random_bytes_it_resumes_to_the_same_file(visitors: Visitors, staged: Staged, house: House) -> None:
    page = visitors.enter("Ulla Brand", f"{steps.HOME}assignments/{staged['Ulla Brand']['submission']}/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    sends = {"Cookie": cookies, "X-CSRFToken": token, "Origin": house.url}
    known = {"target": f"assignment:{staged['Ulla Brand']['submission']}", "name": "cut.pdf", "size": str(len(LARGE))}
    begun = page.request.post(f"{steps.HOME}uploads/", form={**known, "fingerprint": "cut"}, headers=sends).json()
    where = f"{steps.HOME}uploads/{begun['id']}/"
    chance, offset, cuts = random.Random(11), 0, 0
    while offset < len(LARGE):
        whole = LARGE[offset : offset + chance.randint(20_000, 90_000)]
        headers = {**sends, "Upload-Offset": str(offset), "Content-Type": "application/octet-stream"}
        if cuts < CUTS:
            cuts += 1
            raw(house, where, headers, whole[: chance.randrange(len(whole))], len(whole))
            assert page.request.get(where).json()["offset"] == offset  # nothing of it was committed
        if cuts % 3 == 0 or cuts == CUTS:
            said = raw(house, where, headers, whole, len(whole))
            offset = json.loads(said.partition(b"\r\n\r\n")[2])["offset"]
    assert cuts == CUTS
    page.reload()
    expect(page.locator("[data-kept] a")).to_have_count(0)
    assert page.request.post(f"{where}end/", headers=sends).json() == {"name": "cut.pdf"}
    assert kept(page) == {"cut.pdf": hashlib.sha256(LARGE).hexdigest()}


def kept(page: Any) -> dict[str, str]:
    """The files of the draft by name, each with the digest of what is handed out again."""
    page.reload()
    links = page.locator("[data-kept] li a")
    found = [(links.nth(n).inner_text(), links.nth(n).get_attribute("href")) for n in range(links.count())]
    return {name: hashlib.sha256(page.request.get(href).body()).hexdigest() for name, href in found}


def test_without_a_network_it_waits_and_a_closed_page_goes_on_where_it_stood(
    visitors: Visitors, staged: Staged
) -> None:
    looks = Looks()
    page = visitors.enter("Ulla Brand", f"{steps.HOME}assignments/{staged['Ulla Brand']['submission']}/")
    sent: list[int] = []
    page.on("request", lambda r: sent.append(int(r.headers["upload-offset"])) if "upload-offset" in r.headers else None)
    pieces = 0

    def one_piece(route: Any) -> None:
        nonlocal pieces
        pieces += 1
        route.continue_() if pieces == 1 else route.abort("internetdisconnected")

    file = {"name": "tunnel.pdf", "mimeType": "application/pdf", "buffer": LARGE + b"\n% another\n"}
    page.route("**/uploads/*/", one_piece)
    page.set_input_files("#file", file)
    expect(page.locator("[data-uploads]")).to_contain_text("No connection. It goes on by itself")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("[data-begun]")).to_contain_text("Choose the same file again, and it goes on from there.")
    looks.at(page, "upload begun")
    page.unroute("**/uploads/*/")
    assert sent[0] == 0
    sent.clear()
    page.set_input_files("#file", file)
    expect(page.locator("[data-kept]")).to_contain_text("tunnel.pdf")
    assert min(sent) > 0  # it did not begin anew
    assert kept(page)["tunnel.pdf"] == hashlib.sha256(file["buffer"]).hexdigest()


def test_a_refused_file_says_why_and_the_others_come_in(visitors: Visitors, staged: Staged) -> None:
    looks = Looks()
    page = visitors.enter("Ulla Brand", f"{steps.HOME}assignments/{staged['Ulla Brand']['submission']}/")
    program = {"name": "essay.docx", "mimeType": "application/x-msdownload", "buffer": b"MZ\x90\x00" + bytes(400)}
    page.set_input_files("#file", [program, papers.portable()])
    expect(page.locator("[data-kept]")).to_contain_text("review and diary.pdf")
    expect(page.locator("[data-uploads]")).to_contain_text("This file is a program, not a document.")
    office = visitors.enter("Cara Holt", f"{steps.HOME}office/files/")
    expect(office.locator("main")).to_contain_text("This file is a program, not a document.")
    looks.at(office, "files refused")


def test_one_file_is_handed_in_with_few_taps(visitors: Visitors, staged: Staged) -> None:
    page = phone(visitors, staged, who="Ugo Marin")
    page.locator("li", has_text="D7.01").get_by_role("link", name="Open").first.tap()
    page.set_input_files("#file", papers.word())  # one tap on the field, and the file
    page.get_by_label("Forward", exact=False).first.check()
    page.locator("#declared").check()
    steps.press(page, "Check and hand in")  # at once: it waits for what is on its way
    expect(page.locator("h1")).to_have_text("Hand in D7.01?")
    steps.press(page, "Hand it in")
    expect(page.locator("h1")).to_have_text("D7.01 is handed in.")
    taps = [one for one in counted(page) if one.startswith("tap")]
    choices = [one for one in counted(page) if one.startswith("field choice") or one == "field declared"]
    assert len(taps) + len(choices) + 1 <= 6, (taps, choices)
    assert PHONE["is_mobile"]
