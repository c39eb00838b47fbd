"""Copies of a GGUF file with another chat template, for tests: the header is written anew, the weights are copied."""

import struct

SCALARS = {0: "b", 1: "b", 2: "h", 3: "h", 4: "i", 5: "i", 6: "f", 7: "?", 10: "q", 11: "q", 12: "d"}
STRING, ARRAY = 8, 9
ALIGNMENT = 32


class Reader:
    """Walks over the bytes of a header."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        (value,) = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return value

    def text(self):
        length = self.take("Q")
        self.at += length
        return self.data[self.at - length : self.at]

    def skip(self, kind):
        if kind == STRING:
            self.text()
        elif kind == ARRAY:
            inner, count = self.take("I"), self.take("Q")
            for _ in range(count):
                self.skip(inner)
        else:
            self.take(SCALARS[kind])


def with_template(source, target, template):
    """Write `source` to `target` with this chat template."""
    data = source.read_bytes()
    reader = Reader(data)
    assert reader.take("I") == 0x46554747 and reader.take("I") == 3
    tensors, values = reader.take("Q"), reader.take("Q")
    begin = end = 0
    for _ in range(values):
        key, kind = reader.text(), reader.take("I")
        start = reader.at
        reader.skip(kind)
        if key == b"tokenizer.chat_template":
            begin, end = start, reader.at
    assert begin, "this file has no chat template to replace"
    for _ in range(tensors):
        reader.text()
        for _ in range(reader.take("I")):
            reader.take("Q")
        reader.take("I"), reader.take("Q")
    raw = template.encode()
    head = data[:begin] + struct.pack("<Q", len(raw)) + raw + data[end : reader.at]
    with target.open("wb") as file:
        file.write(head + bytes(-len(head) % ALIGNMENT))
        file.write(data[reader.at + -reader.at % ALIGNMENT :])
    return target
