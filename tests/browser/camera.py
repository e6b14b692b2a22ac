"""A fake camera that shows QR codes: Y4M frames drawn from our own codes."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from netevent.files.qrcodes import png

WIDTH, HEIGHT = 640, 480


def film(path: Path, *texts: str, seconds: float = 1, fps: int = 15) -> list[str]:
    """Write a film of a phone that shows each text as QR for so long, over and over, and give the flags that make
    Chromium's camera show it."""
    frames = max(1, round(seconds * fps))
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{fps}:1 Ip A1:1 C420jpeg\n".encode())
        for text in texts:
            out.write((b"FRAME\n" + _planes(text)) * frames)
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    ]


def _planes(text: str) -> bytes:
    """One frame: a code of a phone's size on a wall; no code for an empty text."""
    frame = Image.new("RGB", (WIDTH, HEIGHT), (180, 170, 165))
    if text:
        code = Image.open(BytesIO(png(text, "M", 8))).convert("RGB")
        code.thumbnail((400, 400))
        frame.paste(code, ((WIDTH - code.width) // 2, (HEIGHT - code.height) // 2))
    luma, blue, red = frame.convert("YCbCr").split()
    half = (WIDTH // 2, HEIGHT // 2)
    return luma.tobytes() + blue.resize(half).tobytes() + red.resize(half).tobytes()
