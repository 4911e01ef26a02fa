"""A small mail server for tests: it sends the given replies and stores the mails it takes."""

import socket
import threading
from dataclasses import dataclass, field

HOST = "127.0.0.1"


@dataclass
class PostOffice:
    """``replies`` replace the usual answer to a command, one each; ``""`` closes the connection instead.

    The key ``text`` means the end of a mail's text. ``stalls_at`` names a command that is never answered.
    """

    replies: dict[str, list[str]] = field(default_factory=dict)
    stalls_at: str = ""
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    stalled: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "PostOffice":
        self._open = threading.Event()
        self._socket = socket.create_server((HOST, 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(timeout=5)

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            with line, line.makefile("rwb") as file:
                try:
                    self._talk(file)
                except (OSError, ValueError):
                    continue

    def _talk(self, file) -> None:
        recipient = ""
        self._reply(file, "connect", "220 ready")
        while command := file.readline().decode().strip():
            verb = command.split(" ", 1)[0].upper()
            if verb == "RCPT":
                recipient = command.partition("<")[2].rstrip(">")
            usual = {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok")
            if not self._reply(file, verb, usual):
                return
            if verb == "DATA" and self._said.startswith("354") and not self._take(file, recipient):
                return

    def _take(self, file, recipient: str) -> bool:
        lines = []
        while (line := file.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.taken.append((recipient, b"".join(lines)))
        return self._reply(file, "text", "250 taken")

    def _reply(self, file, verb: str, usual: str) -> bool:
        """Send the reply; False when the connection is closed instead."""
        if self.stalls_at == verb:
            self.stalled.set()
            self._open.wait()
            return False
        reply = self.replies[verb].pop(0) if self.replies.get(verb) else usual
        if not reply:
            return False
        if reply.startswith(("4", "5")) and verb == "text":
            self.taken.pop()
        self._said = reply
        file.write(f"{reply}\r\n".encode())
        file.flush()
        return True
