"""The address at which the site listens."""

import contextlib
import socket
import time


def address_problem(host: str, port: int) -> str:
    """Return why a server cannot listen there, in the operator's words; "" if it can."""
    if not 0 < port < 65536:
        return f"{port} is no port: it is a number from 1 to 65535."
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} is for the administrator alone; take one from 1024 on: PORT=8001"
        except OSError as error:
            if error.errno == 98 or "in use" in str(error).lower():
                return (
                    f"Port {port} is in use by another program; take another one: PORT={port + 1}"
                )
            return f"Cannot listen on {host}, port {port}: {error.strerror}"
    return ""


def answers(host: str, port: int, seconds: float = 60.0) -> bool:
    """Wait until something accepts connections there; False if nothing does in time."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((here, port), timeout=1):
            return True
        time.sleep(0.1)
    return False


def free_port(host: str = "127.0.0.1") -> int:
    """A port on which nothing listens now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
