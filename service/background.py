"""How near a corpus comes to questions about nothing in it: what an answer must stand out from."""

from collections import OrderedDict
from statistics import median
from threading import Lock

from index.embedding import Embedder
from index.store import Snapshot, Vectors

INVENTED = (
    "Which violin maker repaired the submarine of the beekeepers?",
    "Why did the orchestra of pandas refuse the mortgage?",
    "When did the chess club of the lighthouse buy its first volcano?",
    "Where do retired astronauts store their marmalade and roses?",
    "Which refrigerator won the badminton final against the monks?",
    "Who invented the haiku for diesel engines and elephants?",
    "When were the cricket players sent to prune the Suez Canal?",
    "Which tailor measured the heartbeat of the printing press?",
    "Where was the recipe for curry hidden in the steam engine?",
    "Why does the pianist's umbrella boil at midnight?",
    "Which glass blower taught geometry to the swallows?",
    "When will the bicycle of the mathematician hatch?",
    "Who forbade the bakers to photograph earthquakes in pyjamas?",
    "Which tram carries the dinosaurs to their piano lesson?",
    "What colour are the shoes of the algebra teacher's whale?",
    "When did the mushroom picker conduct the traffic of Mars?",
    "How deep is the grudge of the watchmaker's goldfish?",
    "Why do acrobats lend their ladders to the moon's librarian?",
    "How many candles did the hedgehog's lawyer swallow?",
    "When was the last waltz of the tractor and the oyster?",
)
"""Each joins things of which no source tells together, from as many fields as there are words: none has an answer in
any corpus, and in every corpus each comes near to something. A corpus of one field comes near to few, one of many
passages about everything comes nearer to all, and so it does to questions that it cannot answer."""
GENERATIONS_KEPT = 8


class Background:
    """The level of each generation of one store, made when it is first asked for; safe to share by threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: Vectors | None = None
        self._levels: OrderedDict[int, float] = OrderedDict()
        self._lock = Lock()

    def level(self, snapshot: Snapshot) -> float:
        """The best cosine that an invented question finds in the corpus, in the middle; 0 in one without passages."""
        with self._lock:
            known = self._levels.get(snapshot.generation)
            if known is None:
                known = self._levels[snapshot.generation] = self._measured(snapshot)
                while len(self._levels) > GENERATIONS_KEPT:
                    self._levels.popitem(last=False)
            return known

    def _measured(self, snapshot: Snapshot) -> float:
        if self._vectors is None:
            self._vectors = self._embedder.embed(INVENTED)
        found = [snapshot.search_dense(vector, 1) for vector in self._vectors]
        return median(max((match.score for match in matches), default=0.0) for matches in found)
