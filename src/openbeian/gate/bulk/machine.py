"""Three words of the machine that Numba does not speak by itself.

Each trusts its caller: a place outside the array is not noticed.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

_OCTET, _WORD, _HALF = ir.IntType(8), ir.IntType(64), ir.IntType(32)
_FOR_READING, _KEEP, _DATA = 0, 3, 1


def _place(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """Return the address of an octet of an array."""
    array = context.make_array(signature.args[0])(context, builder, arguments[0])
    return cgutils.gep_inbounds(builder, array.data, arguments[1])


@intrinsic
def load64(typing: Any, array: Any, place: Any) -> Any:  # noqa: ARG001 - what Numba hands over
    """Return the eight octets from a place on as a little-endian number, wherever they lie."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        address = _place(context, builder, signature, arguments)
        return builder.load(builder.bitcast(address, _WORD.as_pointer()), align=1)

    return types.uint64(array, types.intp), code


@intrinsic
def leading_zeros(typing: Any, word: Any) -> Any:  # noqa: ARG001
    """Return how many bits above the highest one of a 64-bit number are zero."""

    def code(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctlz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), code


@intrinsic
def prefetch(typing: Any, array: Any, place: Any) -> Any:  # noqa: ARG001
    """Ask for the memory around a place, which will be read in a moment."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        address = builder.bitcast(
            _place(context, builder, signature, arguments), _OCTET.as_pointer()
        )
        kind = ir.FunctionType(ir.VoidType(), [_OCTET.as_pointer(), _HALF, _HALF, _HALF])
        called = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        how = [ir.Constant(_HALF, number) for number in (_FOR_READING, _KEEP, _DATA)]
        builder.call(called, [address, *how])
        return context.get_dummy_value()

    return types.void(array, types.intp), code
