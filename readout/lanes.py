"""Sixteen whole numbers side by side, added to at once: a loop that Numba cannot write itself."""

import functools
import sys

from llvmlite import binding, ir
from numba import config, types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 16


@functools.cache
def say_if_slower() -> None:
    """Tell once of a machine, or of a choice for Numba, without the wide registers."""
    has = str(config.CPU_FEATURES or "")
    if config.CPU_NAME is None and config.CPU_FEATURES is None:
        has = binding.get_host_cpu_features().flatten()
    if "+avx512f" not in has:
        print("without AVX-512, several registers do the work of one: slower", file=sys.stderr)


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
