import CKernels

extension SlidingWindow {
    /// The same as the C kernels take it.
    var kernelWindow: ck_window {
        ck_window(
            height: Int32(input.height), width: Int32(input.width), window_height: Int32(height),
            window_width: Int32(width), stride: Int32(stride), pad_top: Int32(padTop), pad_left: Int32(padLeft),
            out_height: Int32(outHeight), out_width: Int32(outWidth))
    }
}
