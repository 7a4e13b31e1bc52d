#!/usr/bin/env python3
"""A TLS server that a client must cope with, on a port of 127.0.0.1. Its first line names the port; it ends with its stdin.

    tls-server.py names KEY DEFAULT-CERT NAME=CERT BACKEND    shows CERT to whoever asks for NAME (SNI), else DEFAULT-CERT, and leads on
                                                              to the Unix socket BACKEND; prints what each client asked for
    tls-server.py 1.1 KEY CERT                                speaks TLS 1.1 and nothing newer
    tls-server.py answers-1.1                                 one from before TLS 1.2: answers any hello with a ServerHello of TLS 1.1

Where this machine's OpenSSL cannot speak TLS 1.1, `1.1` says so and exits 1: nothing would be tested.
"""
import os
import select
import socket
import ssl
import sys
import threading
import warnings

warnings.simplefilter("ignore", DeprecationWarning)


def context(certificate, key):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate, key)
    return made


def old(made):
    """TLS 1.1, which OpenSSL's usual level of security has not."""
    made.set_ciphers("ALL:@SECLEVEL=0")
    made.minimum_version = made.maximum_version = ssl.TLSVersion.TLSv1_1
    return made


def join(encrypted, server):
    """Hands everything over, both ways, until one of them ends."""
    while True:
        ready = [encrypted] if encrypted.pending() else select.select([encrypted, server], [], [])[0]
        for source in ready:
            data = source.recv(65536)
            if not data:
                return
            (server if source is encrypted else encrypted).sendall(data)


def names(key, default, other, backend):
    name, certificate = other.split("=", 1)
    asked = context(certificate, key)
    made = context(default, key)

    def choose(connection, wanted, _):
        print("asked for", wanted, flush=True)
        if wanted == name:
            connection.context = asked

    made.sni_callback = choose

    def serve(client):
        with made.wrap_socket(client, server_side=True) as encrypted, socket.socket(socket.AF_UNIX) as server:
            server.connect(backend)
            join(encrypted, server)

    return serve


def only_1_1(key, certificate):
    made = old(context(certificate, key))

    def serve(client):
        with made.wrap_socket(client, server_side=True) as encrypted:
            encrypted.recv(65536)
            encrypted.sendall(b"+PONG\r\n")

    return serve


def answers_1_1():
    hello = b"\x02\x00\x00\x26\x03\x02" + bytes(range(32)) + b"\x00\x00\x2f\x00"

    def serve(client):
        client.recv(65536)
        client.sendall(b"\x16\x03\x02" + len(hello).to_bytes(2, "big") + hello)
        client.recv(65536)

    return serve


def speaks_1_1(port):
    """Whether a client that has nothing newer gets through."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port)) as plain, old(made).wrap_socket(plain) as encrypted:
        return encrypted.version() == "TLSv1.1"


def main():
    kind, arguments = sys.argv[1], sys.argv[2:]
    serve = {"names": names, "1.1": only_1_1, "answers-1.1": answers_1_1}[kind](*arguments)
    listener = socket.create_server(("127.0.0.1", 0))

    def handle(client):
        try:
            with client:
                serve(client)
        except OSError:
            pass

    def accept():
        while True:
            threading.Thread(target=handle, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    port = listener.getsockname()[1]
    if kind == "1.1":
        try:
            is_old = speaks_1_1(port)
        except OSError as error:
            sys.exit(f"tls-server: this OpenSSL ({ssl.OPENSSL_VERSION}) cannot speak TLS 1.1: {error}")
        if not is_old:
            sys.exit("tls-server: that was not TLS 1.1")
    print(port, flush=True)
    sys.stdin.read()
    os._exit(0)


main()
