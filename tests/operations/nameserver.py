"""A name server on this machine that knows a few records, or says nothing."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

Records = dict[tuple[str, str], list[str]]


@contextmanager
def answering(records: Records, *, silent: bool = False) -> Iterator[dns.resolver.Resolver]:
    """A resolver that asks only a server with these records: ("example.org.", "MX"): ["10 mx.example.org."].

    A name with no record of any kind is unknown to it.
    """

    class Answers(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            octets, line = self.request
            if not silent:
                line.sendto(answer_to(octets, records), self.client_address)

    with socketserver.UDPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], server.server_address[1]
        try:
            yield resolver
        finally:
            server.shutdown()
            thread.join()


def answer_to(octets: bytes, records: Records) -> bytes:
    question = dns.message.from_wire(octets)
    asked = question.question[0]
    reply = dns.message.make_response(question)
    name, kind = asked.name.to_text(), dns.rdatatype.to_text(asked.rdtype)
    if (name, kind) in records:
        reply.answer.append(dns.rrset.from_text_list(asked.name, 60, "IN", kind, records[name, kind]))
    elif name not in {known for known, _ in records}:
        reply.set_rcode(dns.rcode.NXDOMAIN)
    return reply.to_wire()
