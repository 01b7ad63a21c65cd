"""The threads that work through the journal, and the one that keeps their claims."""

import threading
from logging import getLogger

from corpus.errors import CrosscheckError
from service.slack.journal import Journal
from service.slack.working import Worker

_log = getLogger(__name__)
THREADS = 2
"""Questions that one process works on at once. On two cores more answer no sooner, and acknowledgements wait."""
_PRUNE_EVERY = 30
"""Prolongings between two times that old rows are forgotten."""


class Crew:
    """Works from `start` to `stop`; `wake` where something was noted in this process, other processes' notes are seen
    at the next look.
    """

    def __init__(self, journal: Journal, worker: Worker, lease_s: float, look_s: float = 0.5) -> None:
        self._journal = journal
        self._worker = worker
        self._lease_s = lease_s
        self._look_s = look_s
        self._noted = threading.Condition()
        self._stopping = threading.Event()
        self._left = threading.Event()
        self._threads = [threading.Thread(target=self._work, name=f"slack-{number}") for number in range(THREADS)]
        self._keeper = threading.Thread(target=self._keep, name="slack-leases", daemon=True)

    def start(self) -> None:
        """From now on questions are answered."""
        for thread in (self._keeper, *self._threads):
            thread.start()

    def wake(self) -> None:
        """There is something to do."""
        with self._noted:
            self._noted.notify()

    def stop(self) -> None:
        """What was begun is finished; what was only noted stays for the next start, or for another worker."""
        self._stopping.set()
        with self._noted:
            self._noted.notify_all()
        for thread in self._threads:
            thread.join()
        self._left.set()
        self._keeper.join()
        self._journal.release()

    def _work(self) -> None:
        while not self._stopping.is_set():
            if not self._worked():
                with self._noted:
                    if not self._stopping.is_set():
                        self._noted.wait(self._look_s)

    def _worked(self) -> bool:
        try:
            row = self._journal.claim()
            if row is None:
                return False
            self._worker.work(row)
        except CrosscheckError as error:
            _log.error("the journal cannot be used: %s", error)
            return False
        return True

    def _keep(self) -> None:
        """Prolongs the claims until all have left; a claim that was lost is noticed before anything is posted."""
        rounds = 0
        while not self._left.wait(self._lease_s / 3):
            try:
                self._journal.prolong()
                if rounds % _PRUNE_EVERY == 0:
                    self._journal.prune()
            except CrosscheckError as error:
                _log.warning("claims could not be prolonged: %s", error)
            rounds += 1
