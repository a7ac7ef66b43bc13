"""Sixteen numbers side by side, added to at once: loops that Numba cannot write itself.

LLVM makes of them what the machine has, one register or several: the sums are the same on all.
"""

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 16


@intrinsic
def products(typing, out, weights, places, values, start, stop):
    """out[:] = sum over k from start to stop of values[k] * weights[places[k], :].

    Sixteen lanes of 32 or 64 bits, wrapping around.

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


@intrinsic
def dot(typing, a, b):
    """a · b, in an order of its own: sixteen sums side by side, these in their order, the rest.

    Parameters
    ----------
    a, b : arrays of float64, contiguous, of the same length
    """

    def codegen(context, builder, signature, arguments):
        double, long = ir.DoubleType(), ir.IntType(64)
        row = ir.VectorType(double, LANES)
        first, second = (
            cgutils.create_struct_proxy(kind)(context, builder, array)
            for kind, array in zip(signature.args, arguments, strict=True)
        )
        sums = cgutils.alloca_once_value(builder, ir.Constant(row, [0.0] * LANES))
        whole = builder.and_(first.nitems, long(-LANES))
        with cgutils.for_range_slice(builder, long(0), whole, long(LANES)) as (k, _):
            parts = [
                builder.load(
                    builder.bitcast(builder.gep(array.data, [k]), row.as_pointer()), align=8
                )
                for array in (first, second)
            ]
            builder.store(builder.fadd(builder.load(sums), builder.fmul(*parts)), sums)
        total = cgutils.alloca_once_value(builder, double(0.0))
        for lane in range(LANES):
            one = builder.extract_element(builder.load(sums), ir.IntType(32)(lane))
            builder.store(builder.fadd(builder.load(total), one), total)
        with cgutils.for_range_slice(builder, whole, first.nitems, long(1)) as (k, _):
            parts = [builder.load(builder.gep(array.data, [k])) for array in (first, second)]
            builder.store(builder.fadd(builder.load(total), builder.fmul(*parts)), total)
        return builder.load(total)

    return types.float64(a, b), codegen


@intrinsic
def fetch_ahead(typing, array, index):
    """Ask for the memory of ``array[index]``, one that will be read soon."""

    def codegen(context, builder, signature, arguments):
        data = cgutils.create_struct_proxy(array)(context, builder, arguments[0]).data
        byte = builder.bitcast(builder.gep(data, [arguments[1]]), ir.IntType(8).as_pointer())
        flag = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte.type, flag, flag, flag])
        call = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")
        builder.call(call, [byte, flag(0), flag(3), flag(1)])  # to read, keep close, data
        return context.get_dummy_value()

    return types.void(array, index), codegen
