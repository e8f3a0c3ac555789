"""A mail server for tests: takes whatever it is given and keeps each mail as a file.

smtp_server.py FOLDER PORT: says its port on standard output, and ends with its standard input.
"""
import os
import sys
import threading
import warnings

warnings.simplefilter("ignore", DeprecationWarning)
import asyncore  # noqa: E402
import smtpd  # noqa: E402  both of Debian 12's Python


class Keeper(smtpd.SMTPServer):
    def __init__(self, folder, port):
        super().__init__(("127.0.0.1", port), None)
        self.folder = folder
        self.count = len(os.listdir(folder))

    def process_message(self, peer, mailfrom, rcpttos, data, **kwargs):
        self.count += 1
        name = os.path.join(self.folder, f"{self.count:06}")
        with open(name + ".part", "wb") as file:
            file.write(b"".join(b"RCPT " + to.encode() + b"\n" for to in rcpttos) + b"\n" + data)
        os.rename(name + ".part", name + ".mail")


def main():
    server = Keeper(sys.argv[1], int(sys.argv[2]))
    print(server.socket.getsockname()[1], flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    asyncore.loop(timeout=1)


main()
