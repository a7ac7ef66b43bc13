"""Sixteen whole numbers side by side, added to at once: a loop that Numba cannot write itself."""

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 16


@intrinsic
def products(typing, out, weights, places, values, start, stop):
    """out[:] = sum over k from start to stop of values[k] * weights[places[k], :].

    Sixteen lanes of 32 or 64 bits, wrapping around; LLVM makes of them what the machine has: one
    register of AVX-512 for 32 bits, several elsewhere.

    Parameters
    ----------
    out : array of int32 or int64 (16,)
    weights : array of the same (inputs, 16)
    places : array of uint16 (entries,)
    values : array of uint8 (entries,)
    start, stop : int64
    """

    def codegen(context, builder, signature, arguments):
        kinds = signature.args[:4]
        data = [
            cgutils.create_struct_proxy(kind)(context, builder, array).data
            for kind, array in zip(kinds, arguments, strict=False)
        ]
        lane = ir.IntType(out.dtype.bitwidth)
        row = ir.VectorType(lane, LANES)
        long = ir.IntType(64)
        sums = cgutils.alloca_once_value(builder, ir.Constant(row, [0] * LANES))
        table = builder.bitcast(data[1], row.as_pointer())
        first, last = arguments[4:]
        with cgutils.for_range_slice(builder, first, last, long(1)) as (k, _):
            place = builder.zext(builder.load(builder.gep(data[2], [k])), long)
            value = builder.zext(builder.load(builder.gep(data[3], [k])), lane)
            empty = ir.Constant(row, ir.Undefined)
            spread = builder.insert_element(empty, value, ir.IntType(32)(0))
            mask = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
            spread = builder.shuffle_vector(spread, empty, mask)
            there = builder.load(builder.gep(table, [place]), align=8)
            product = builder.mul(spread, there)
            builder.store(builder.add(builder.load(sums), product), sums)
        builder.store(builder.load(sums), builder.bitcast(data[0], row.as_pointer()), align=8)
        return context.get_dummy_value()

    return types.void(out, weights, places, values, start, stop), codegen
