#!/usr/bin/env python3
"""Opens a page from disk in headless Chromium, on a screen of 360 pixels, and says what is wrong.

    check_page.py PAGE [FOLDER]

One line a fault: errors on the console, exceptions, requests for anything but the page, images that
do not load or have no alternative text, no image at all, links into the page that lead nowhere,
parts and failing rows that no link leads to, names given twice, CSV files that do not decode, figures
that show no values, figures that are not cut into pieces as the screen is narrow or whose smaller pieces do
not fit it, a page wider than the screen. Status 1 if there is one. FOLDER: also phone.png,
desk.png and paper.pdf.

Chromium is spoken to in its DevTools protocol (https://chromedevtools.github.io/devtools-protocol/)
over a pair of pipes: JSON messages, each ended by a zero byte. No name is resolved: nothing leaves
the machine.
"""
import base64
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

PHONE, DESK = 360, 1200

CHECKS = """(async () => {
  const faults = [], images = [...document.images];
  for (const image of images) await image.decode().catch(() => {});
  if (images.length === 0) faults.push('no image');
  for (const image of images) {
    const name = (image.getAttribute('src') || '').slice(0, 60);
    if (image.naturalWidth === 0) faults.push('image does not load: ' + name);
    if (!(image.getAttribute('alt') || '').trim()) faults.push('no alternative text: ' + name);
  }
  const linked = new Set();
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const target = decodeURIComponent(link.getAttribute('href').slice(1));
    if (!document.getElementById(target)) faults.push('link leads nowhere: #' + target);
    linked.add(target);
  }
  for (const part of document.querySelectorAll('section[id], h3[id], tr.failing'))
    if (!linked.has(part.id)) faults.push('no link leads to: #' + part.id);
  const names = [...document.querySelectorAll('[id]')].map(part => part.id);
  for (const name of names.filter((name, at) => names.indexOf(name) !== at))
    faults.push('name given twice: #' + name);
  for (const link of document.querySelectorAll('a[download]')) {
    const text = await fetch(link.href).then(answer => answer.text()).catch(() => '');
    if (!text) faults.push('does not decode: ' + link.download);
  }
  const pictures = [...document.querySelectorAll('.picture')];
  const piecesOf = picture => [...picture.parentElement.querySelectorAll('.piece')];
  for (let tries = 0; tries < 50 && pictures.some(picture => !piecesOf(picture).length); ++tries)
    await new Promise(done => setTimeout(done, 100));
  for (const picture of pictures) {
    const name = picture.querySelector('img').alt.slice(0, 60);
    if (!piecesOf(picture).length) faults.push('not cut into pieces: ' + name);
    for (const piece of piecesOf(picture))
      if (parseInt(piece.style.maxWidth) <= 600 && piece.scrollWidth > piece.clientWidth)
        faults.push('a piece does not fit: ' + name);
    picture.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
    // An image of bands alone has none to show, and says so by an empty list.
    const svg = await fetch(picture.querySelector('img').src).then(answer => answer.text());
    const points = svg.match(/<metadata id='caldera-points'>([^<]*)</);
    const shown = [...picture.parentElement.querySelectorAll('output')].some(value =>
      value.textContent && value.offsetWidth > 0);
    if (!points || (points[1].trim() && !shown)) faults.push('no values: ' + name);
    picture.parentElement.dispatchEvent(new Event('blur'));
  }
  const width = document.documentElement.scrollWidth;
  if (width > window.innerWidth) faults.push(`${width} pixels wide on ${window.innerWidth}`);
  return faults;
})()"""


class Browser:
    """One page in Chromium. `faults` grows while events come in."""

    def __init__(self, folder):
        os.mkfifo(folder / "to")
        os.mkfifo(folder / "from")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
                 "--disable-background-networking", "--disable-component-update",
                 "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile",
                 "--remote-debugging-pipe", "about:blank"]
        # The protocol wants its pipes as descriptors 3 and 4.
        wired = f'exec "$@" 3<"{folder}/to" 4>"{folder}/from" 2>"{folder}/log"'
        self.process = subprocess.Popen(["sh", "-c", wired, "sh", "chromium", *flags])
        self.to = open(folder / "to", "wb", buffering=0)
        self.answers = open(folder / "from", "rb")
        self.session, self.count, self.faults, self.loaded, self.page = None, 0, [], False, ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def call(self, method, **parameters):
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.to.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.count:
                if "error" in answer:
                    sys.exit(f"check_page: {method}: {answer['error']['message']}")
                return answer["result"]

    def receive(self):
        """The next message. Events are noted as they pass."""
        data = bytearray()
        while (byte := self.answers.read(1)) != b"\0":
            if not byte:
                sys.exit("check_page: Chromium has ended")
            data += byte
        message = json.loads(data)
        self.note(message.get("method"), message.get("params", {}))
        return message

    def note(self, event, what):
        if event == "Page.loadEventFired":
            self.loaded = True
        elif event == "Runtime.exceptionThrown":
            self.faults.append("exception: " + what["exceptionDetails"]["text"])
        elif event == "Runtime.consoleAPICalled" and what["type"] in ("error", "assert"):
            self.faults.append("console: " + str(what["args"][0].get("value")))
        elif event == "Log.entryAdded" and what["entry"]["level"] == "error":
            self.faults.append("console: " + what["entry"]["text"][:200])
        elif event == "Network.requestWillBeSent":
            address = what["request"]["url"]
            if address != self.page and not address.startswith("data:"):
                self.faults.append("request: " + address[:200])
        elif event == "Network.webSocketCreated":
            self.faults.append("request: " + what["url"])

    def screen(self, width, height=800):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)

    def open(self, page):
        self.page = page.resolve().as_uri()
        self.call("Page.navigate", url=self.page)
        signal.signal(signal.SIGALRM, lambda *_: sys.exit("check_page: not loaded in a minute"))
        signal.alarm(60)
        while not self.loaded:
            self.receive()
        signal.alarm(0)

    def check(self):
        result = self.call("Runtime.evaluate", expression=CHECKS, awaitPromise=True,
                           returnByValue=True)
        self.faults += result["result"]["value"]

    def picture(self, width, file):
        self.screen(width)
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        self.screen(width, int(size["height"]))
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def paper(self, file):
        file.write_bytes(base64.b64decode(self.call("Page.printToPDF", printBackground=True)["data"]))

    def close(self):
        self.session = None
        self.call("Browser.close")
        self.process.wait()


def main(page, pictures=None):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(pathlib.Path(folder))
        browser.screen(PHONE)
        browser.open(pathlib.Path(page))
        browser.check()
        if pictures:
            pathlib.Path(pictures).mkdir(parents=True, exist_ok=True)
            browser.picture(PHONE, pathlib.Path(pictures, "phone.png"))
            browser.picture(DESK, pathlib.Path(pictures, "desk.png"))
            browser.paper(pathlib.Path(pictures, "paper.pdf"))
        browser.close()
    for fault in browser.faults:
        print(fault)
    return 1 if browser.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
