"""SIMD loops that Numba cannot write itself, over vectors of sixteen numbers.

LLVM makes of them what the machine has, one register or several: the sums are the same on all.
"""

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

WIDTH = 16  # numbers in a vector


@intrinsic
def sum_products(typing, out, weights, indices, data, start, stop):
    """out[:] = sum over k from start to stop of data[k] * weights[indices[k], :].

    Whole numbers of 32 or 64 bits, wrapping around.

    Parameters
    ----------
    out : array of int32 or int64 (16,)
    weights : array of the same (inputs, 16)
    indices : array of uint16 (entries,)
    data : array of uint8 (entries,)
    start, stop : int64
    """

    def codegen(context, builder, signature, arguments):
        kinds = signature.args[:4]
        pointers = [
            cgutils.create_struct_proxy(kind)(context, builder, array).data
            for kind, array in zip(kinds, arguments, strict=False)
        ]
        number = ir.IntType(out.dtype.bitwidth)
        row = ir.VectorType(number, WIDTH)
        long = ir.IntType(64)
        sums = cgutils.alloca_once_value(builder, ir.Constant(row, [0] * WIDTH))
        table = builder.bitcast(pointers[1], row.as_pointer())
        first, last = arguments[4:]
        with cgutils.for_range_slice(builder, first, last, long(1)) as (k, _):
            index = builder.zext(builder.load(builder.gep(pointers[2], [k])), long)
            value = builder.zext(builder.load(builder.gep(pointers[3], [k])), number)
            empty = ir.Constant(row, ir.Undefined)
            spread = builder.insert_element(empty, value, ir.IntType(32)(0))
            mask = ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH)
            spread = builder.shuffle_vector(spread, empty, mask)
            there = builder.load(builder.gep(table, [index]), align=8)
            product = builder.mul(spread, there)
            builder.store(builder.add(builder.load(sums), product), sums)
        builder.store(builder.load(sums), builder.bitcast(pointers[0], row.as_pointer()), align=8)
        return context.get_dummy_value()

    return types.void(out, weights, indices, data, start, stop), codegen


@intrinsic
def dot(typing, a, b):
    """a · b, in an order of its own: sixteen sums side by side, these in their order, the rest.

    Parameters
    ----------
    a, b : arrays of float64, contiguous, of the same length
    """

    def codegen(context, builder, signature, arguments):
        double, long = ir.DoubleType(), ir.IntType(64)
        row = ir.VectorType(double, WIDTH)
        first, second = (
            cgutils.create_struct_proxy(kind)(context, builder, array)
            for kind, array in zip(signature.args, arguments, strict=True)
        )
        sums = cgutils.alloca_once_value(builder, ir.Constant(row, [0.0] * WIDTH))
        whole = builder.and_(first.nitems, long(-WIDTH))
        with cgutils.for_range_slice(builder, long(0), whole, long(WIDTH)) as (k, _):
            parts = [
                builder.load(
                    builder.bitcast(builder.gep(array.data, [k]), row.as_pointer()), align=8
                )
                for array in (first, second)
            ]
            builder.store(builder.fadd(builder.load(sums), builder.fmul(*parts)), sums)
        total = cgutils.alloca_once_value(builder, double(0.0))
        for k in range(WIDTH):
            one = builder.extract_element(builder.load(sums), ir.IntType(32)(k))
            builder.store(builder.fadd(builder.load(total), one), total)
        with cgutils.for_range_slice(builder, whole, first.nitems, long(1)) as (k, _):
            parts = [builder.load(builder.gep(array.data, [k])) for array in (first, second)]
            builder.store(builder.fadd(builder.load(total), builder.fmul(*parts)), total)
        return builder.load(total)

    return types.float64(a, b), codegen


@intrinsic
def prefetch(typing, array, index):
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


def allocate_aligned(shape: tuple, dtype: type) -> np.ndarray:
    """Zeros on whole cache lines: a vector across two of them takes twice as long to load."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    memory = np.zeros(size + 64, np.uint8)
    start = -memory.ctypes.data % 64
    return memory[start : start + size].view(dtype).reshape(shape)
