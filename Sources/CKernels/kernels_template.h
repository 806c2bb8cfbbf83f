// The hand-blocked kernels, written once: included with LANES (floats in a vector), REGISTERS (vector registers), SET (the
// set's suffix) and SET_NAME defined, under the target attribute of one instruction set.
#include "vectors.h"

#include "correlation_kernels.h"
#include "winograd_kernels.h"
#include "convolution_kernels.h"
#include "dense_kernels.h"
#include "peak_kernel.h"
#include "sparse_kernels.h"

const ck_kernel_set JOIN(ck_kernels_, SET) = {
    SET_NAME, LANES, REGISTERS,
    convolution_pack, convolution_winograd, convolution_winograd_backward, find_extent, interleave, separate,
    convolution_forward, convolution_input_gradient, convolution_weight_gradient, convolution_collect,
    dense_forward, dense_weight_gradient, dense_input_gradient,
    sparse_forward, sparse_weight_gradient, sparse_scatter, sparse_build,
    multiply_add,
};
