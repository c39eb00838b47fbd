"""An inference server that stands in for vLLM or llama-server: speaks their dialect, or misbehaves as it is told."""

import asyncio
import datetime
import ipaddress
import json
import ssl
from contextlib import suppress

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

OK = "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nConnection: close\r\n\r\n"
DONE = "data: [DONE]\n\n"


def event(data):
    return f"data: {json.dumps(data)}\n\n"


def piece(text, reason=None):
    return event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": reason}]})


USAGE = {"prompt_tokens": 40, "completion_tokens": 3, "prompt_tokens_details": {"cached_tokens": 32}}
ANSWER = (piece("Thirty "), piece("days."), piece("", "stop"), event({"choices": [], "usage": USAGE}), DONE)


class InferenceServer:
    """Answers every question with `script`: texts to send, numbers of bytes to repeat, or HANG to say no more."""

    HANG = object()

    def __init__(self):
        self.port = 0
        self.model, self.owner, self.models_status = "SmolLM2-135M-Instruct-Q4_1", "llamacpp", 200
        self.status, self.script, self.headers = 200, ANSWER, ""
        self.completion, self.tokenized, self.content_type = {}, {"tokens": []}, "text/event-stream"
        self.asked, self.seen_headers, self.paths = [], [], []
        self.left = asyncio.Event()  # a client went away in the middle
        self.running = self.most_running = 0
        self._server = self._tls = None
        self._writers = set()

    @property
    def url(self):
        return f"http{'s' if self._tls else ''}://127.0.0.1:{self.port}"

    async def start(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self):
        """Die with all connections, as a killed process does."""
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        await self._server.wait_closed()

    async def secure(self, folder):
        """Speak TLS from now on; return the file with the authority that signed, which is the certificate itself."""
        await self.stop()
        certificate, key = certified(folder)
        self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._tls.load_cert_chain(certificate, key)
        await self.start()
        return certificate

    async def _serve(self, reader, writer):
        self._writers.add(writer)
        try:
            path, body = await self._request(reader)
            self.paths.append(path)
            await self._reply(path, body, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.left.set()
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _request(self, reader):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.seen_headers.append(head)
        lengths = [line.split(":")[1] for line in head.lower().splitlines() if line.startswith("content-length:")]
        body = await reader.readexactly(int(lengths[0])) if lengths else b"null"
        return head.split()[1], json.loads(body)

    async def _reply(self, path, body, reader, writer):
        if path.endswith("/models"):
            data = {"data": [{"id": self.model, "owned_by": self.owner}]}
            return await self._whole(writer, self.models_status, data)
        self.asked.append(body)
        if path.endswith("/tokenize"):
            return await self._whole(writer, 200, self.tokenized)
        if path.endswith("/completions") and not path.endswith("/chat/completions"):
            return await self._whole(writer, 200, self.completion)
        if self.status != 200:
            return await self._whole(writer, self.status, {"error": {"message": "Secret words of a customer."}})
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            await self._say(reader, writer)
        finally:
            self.running -= 1

    async def _say(self, reader, writer):
        writer.write(OK.format(self.content_type).encode())
        for part in self.script:
            if part is self.HANG:
                await reader.read()  # until the client leaves
                self.left.set()
                return
            if isinstance(part, asyncio.Event):
                await part.wait()
                continue
            writer.write(part.encode())
            await writer.drain()

    async def _whole(self, writer, status, data):
        body = json.dumps(data)
        writer.write(
            f"HTTP/1.1 {status} X\r\n{self.headers}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()
        )
        with suppress(ConnectionError):
            await writer.drain()


def certified(folder):
    """Make a certificate for 127.0.0.1 and its key; return both files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + datetime.timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    secret = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, *secret))
    return files
