"""Many host names at a time: the gate's answers for lists, tables and logs of any length.

`verify` answers a batch; a `Run` answers any number of them, all from one state of the store. With
the extra `bulk` a compiled kernel looks names up in an index of the store, without it plain Python
does in the store itself; status and reason are those of the gate, name by name.
"""

from openbeian.gate.bulk.answering import Answers
from openbeian.gate.bulk.running import Run, Way, verify

__all__ = ["Answers", "Run", "Way", "verify"]
