/// What the workers of one layer share; each layer that needs it has a kind of its own.
public class SharedBuffers {
    /// `[batch, inputs]`, where the layer reads the images of all workers; the layer in front writes straight into it.
    var input: AlignedBuffer? { nil }
}
