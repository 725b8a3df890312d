using System.Buffers.Binary;
using P2C2R.Kernels.Dialogue.Models.Weights;

namespace P2C2R.Kernels.Dialogue.Models.Files;

/// <summary>
/// Reads llama2.c checkpoints of version 0: seven 32-bit numbers (dimension, hidden dimension, layers, heads, key heads, vocabulary, context; a negative
/// vocabulary says that the output has weights of its own), then all weights as binary32, kind by kind. (A. Karpathy, llama2.c, export.py.)
/// </summary>
internal static class CheckpointReader
{
    private const int HeaderBytes = 7 * sizeof(int);

    /// <summary>Reads a checkpoint; takes about as much memory as the file is long.</summary>
    /// <exception cref="InputException">The file can't be one; the message says why.</exception>
    public static ModelWeights Read(ReadOnlySpan<byte> file, CancellationToken cancellation = default)
    {
        if (file.Length < HeaderBytes) throw new InputException($"the checkpoint has {file.Length} bytes; its header alone has {HeaderBytes}");
        var (shape, hasOutput) = ReadShape(file);
        shape.Check();
        var expected = CountBytes(shape, hasOutput);
        if (file.Length != expected) throw new InputException($"the checkpoint has {file.Length} bytes, but a model of its sizes has {expected}: it is cut off, or not a llama2.c checkpoint of version 0");
        return new Parts(file[HeaderBytes..], shape, cancellation).Read(hasOutput);
    }

    private static (ModelShape Shape, bool HasOutput) ReadShape(ReadOnlySpan<byte> file)
    {
        Span<int> header = stackalloc int[7];
        for (var i = 0; i < header.Length; i++) header[i] = BinaryPrimitives.ReadInt32LittleEndian(file[(i * sizeof(int))..]);
        if (header[5] == int.MinValue) throw new InputException("the vocabulary of the checkpoint is out of range");
        var shape = new ModelShape
        {
            Dimension = header[0],
            Hidden = header[1],
            Layers = header[2],
            Heads = header[3],
            KeyHeads = header[4],
            Vocabulary = Math.Abs(header[5]),
            Context = header[6],
        };
        return (shape, header[5] < 0);
    }

    // In 128 bits: sizes within their limits can still make a product beyond 64.
    private static Int128 CountBytes(ModelShape shape, bool hasOutput)
    {
        Int128 dimension = shape.Dimension;
        var layer = (2 * dimension) + (2 * dimension * dimension) + (2 * dimension * shape.KeyDimension) + (3 * dimension * shape.Hidden);
        var outputs = dimension * shape.Vocabulary * (hasOutput ? 2 : 1);
        return HeaderBytes + (sizeof(float) * (outputs + (layer * shape.Layers) + dimension + ((Int128)shape.Context * shape.HeadSize)));
    }

    // The weights of a kind stand together, layer after layer.
    private ref struct Parts(ReadOnlySpan<byte> bytes, ModelShape shape, CancellationToken cancellation)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public ModelWeights Read(bool hasOutput)
        {
            var embedding = ReadMatrix(shape.Vocabulary, shape.Dimension);
            var attentionNorms = ReadNorms();
            var queries = ReadMatrices(shape.Dimension, shape.Dimension);
            var keys = ReadMatrices(shape.KeyDimension, shape.Dimension);
            var values = ReadMatrices(shape.KeyDimension, shape.Dimension);
            var outputs = ReadMatrices(shape.Dimension, shape.Dimension);
            var feedNorms = ReadNorms();
            var gates = ReadMatrices(shape.Hidden, shape.Dimension);
            var downs = ReadMatrices(shape.Dimension, shape.Hidden);
            var ups = ReadMatrices(shape.Hidden, shape.Dimension);
            var outputNorm = ReadNorm();

            // Tables of rotary positions, which are computed here.
            Take((long)shape.Context * shape.HeadSize * sizeof(float));
            var output = hasOutput ? ReadMatrix(shape.Vocabulary, shape.Dimension) : embedding;
            var layers = new LayerWeights[shape.Layers];
            for (var l = 0; l < layers.Length; l++)
            {
                layers[l] = new LayerWeights(attentionNorms[l], queries[l], keys[l], values[l], outputs[l], feedNorms[l], gates[l], ups[l], downs[l]);
            }

            return new ModelWeights(shape, embedding, layers, outputNorm, output, []);
        }

        private Matrix[] ReadMatrices(int rows, int columns)
        {
            var matrices = new Matrix[shape.Layers];
            for (var l = 0; l < matrices.Length; l++) matrices[l] = ReadMatrix(rows, columns);
            return matrices;
        }

        private NormWeights[] ReadNorms()
        {
            var norms = new NormWeights[shape.Layers];
            for (var l = 0; l < norms.Length; l++) norms[l] = ReadNorm();
            return norms;
        }

        private NormWeights ReadNorm() => new(Take((long)shape.Dimension * sizeof(float)), shape.Epsilon);

        private PackedMatrix ReadMatrix(int rows, int columns) => new(rows, columns, Take((long)rows * columns * sizeof(float)), cancellation);

        private ReadOnlySpan<byte> Take(long count)
        {
            var taken = _rest[..checked((int)count)];
            _rest = _rest[(int)count..];
            return taken;
        }
    }
}
