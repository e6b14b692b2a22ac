"""A fake camera that shows a QR: Y4M frames drawn from our own codes."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from netevent.files.qrcodes import png

WIDTH, HEIGHT, FRAMES = 640, 480, 15


def film(path: Path, text: str) -> list[str]:
    """Write a film of a phone showing `text` as QR, and give the flags that make Chromium's camera show it."""
    code = Image.open(BytesIO(png(text, "M", 8))).convert("RGB")
    code.thumbnail((400, 400))
    frame = Image.new("RGB", (WIDTH, HEIGHT), (180, 170, 165))
    frame.paste(code, ((WIDTH - code.width) // 2, (HEIGHT - code.height) // 2))
    luma, blue, red = frame.convert("YCbCr").split()
    half = (WIDTH // 2, HEIGHT // 2)
    planes = luma.tobytes() + blue.resize(half).tobytes() + red.resize(half).tobytes()
    path.write_bytes(b"YUV4MPEG2 W640 H480 F15:1 Ip A1:1 C420jpeg\n" + (b"FRAME\n" + planes) * FRAMES)
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    ]
