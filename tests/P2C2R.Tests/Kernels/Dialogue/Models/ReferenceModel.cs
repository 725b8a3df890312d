using System.Buffers.Binary;

namespace P2C2R.Tests.Kernels.Dialogue.Models;

/// <summary>A llama2.c checkpoint computed in the most straightforward way, with binary64 and the platform's functions.</summary>
internal sealed class ReferenceModel
{
    private readonly List<(double[] Keys, double[] Values)[]> _past = [];
    private readonly double[] _embedding;
    private readonly Layer[] _layers;
    private readonly double[] _outputNorm;
    private readonly double[] _output;
    private readonly int _dimension;
    private readonly int _heads;
    private readonly int _keyHeads;
    private readonly int _headSize;

    private ReferenceModel(int[] header, double[] numbers)
    {
        var at = 0;
        double[] Take(int count) => numbers[at..(at += count)];
        (_dimension, var hidden, var layers, _heads, _keyHeads, var vocabulary, var context) = (header[0], header[1], header[2], header[3], header[4], Math.Abs(header[5]), header[6]);
        _headSize = _dimension / _heads;
        var keyDimension = _headSize * _keyHeads;
        double[][] TakeAll(int count) => Enumerable.Range(0, layers).Select(_ => Take(count)).ToArray();
        _embedding = Take(vocabulary * _dimension);
        var (norm1, wq, wk, wv, wo) = (TakeAll(_dimension), TakeAll(_dimension * _dimension), TakeAll(_dimension * keyDimension), TakeAll(_dimension * keyDimension), TakeAll(_dimension * _dimension));
        var (norm2, w1, w2, w3) = (TakeAll(_dimension), TakeAll(_dimension * hidden), TakeAll(_dimension * hidden), TakeAll(_dimension * hidden));
        _outputNorm = Take(_dimension);
        Take(context * _headSize);
        _output = header[5] > 0 ? _embedding : Take(vocabulary * _dimension);
        Assert.Equal(numbers.Length, at);
        _layers = Enumerable.Range(0, layers).Select(l => new Layer(norm1[l], wq[l], wk[l], wv[l], wo[l], norm2[l], w1[l], w2[l], w3[l])).ToArray();
    }

    /// <summary>From the seven numbers of a checkpoint's header and all weights in its order.</summary>
    public static ReferenceModel Of(int[] header, double[] numbers) => new(header, numbers);

    public static ReferenceModel Read(byte[] file)
    {
        var header = Enumerable.Range(0, 7).Select(i => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4 * i))).ToArray();
        var numbers = Enumerable.Range(0, (file.Length - 28) / 4).Select(i => (double)BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(28 + (4 * i)))).ToArray();
        return new ReferenceModel(header, numbers);
    }

    /// <summary>The logits after the next token of the one sequence that this computes.</summary>
    public double[] Next(int token)
    {
        var position = _past.Count;
        _past.Add(new (double[], double[])[_layers.Length]);
        var x = _embedding[(token * _dimension)..((token + 1) * _dimension)];
        for (var l = 0; l < _layers.Length; l++)
        {
            var layer = _layers[l];
            var h = Normalize(x, layer.Norm1);
            var q = Turn(Multiply(layer.Query, h), position);
            _past[position][l] = (Turn(Multiply(layer.Key, h), position), Multiply(layer.Value, h));
            x = Sum(x, Multiply(layer.Output, Attend(q, l)));
            h = Normalize(x, layer.Norm2);
            var gate = Multiply(layer.Gate, h);
            var up = Multiply(layer.Up, h);
            x = Sum(x, Multiply(layer.Down, gate.Select((g, i) => g / (1 + Math.Exp(-g)) * up[i]).ToArray()));
        }

        return Multiply(_output, Normalize(x, _outputNorm));
    }

    private double[] Attend(double[] q, int l)
    {
        var result = new double[_dimension];
        for (var head = 0; head < _heads; head++)
        {
            var key = head * _keyHeads / _heads * _headSize;
            var scores = _past.Select(p => Enumerable.Range(0, _headSize).Sum(i => q[(head * _headSize) + i] * p[l].Keys[key + i]) / Math.Sqrt(_headSize)).ToArray();
            var powers = scores.Select(s => Math.Exp(s - scores.Max())).ToArray();
            var total = powers.Sum();
            for (var i = 0; i < _headSize; i++) result[(head * _headSize) + i] = powers.Select((p, t) => p / total * _past[t][l].Values[key + i]).Sum();
        }

        return result;
    }

    private double[] Turn(double[] heads, int position)
    {
        for (var i = 0; i < heads.Length; i += 2)
        {
            var angle = position * Math.Pow(10_000, -(double)(i % _headSize) / _headSize);
            (heads[i], heads[i + 1]) = ((heads[i] * Math.Cos(angle)) - (heads[i + 1] * Math.Sin(angle)), (heads[i] * Math.Sin(angle)) + (heads[i + 1] * Math.Cos(angle)));
        }

        return heads;
    }

    private static double[] Normalize(double[] x, double[] factors)
    {
        var scale = 1 / Math.Sqrt((x.Sum(v => v * v) / x.Length) + 1e-5);
        return x.Select((v, i) => v * scale * factors[i]).ToArray();
    }

    private static double[] Sum(double[] a, double[] b) => a.Select((v, i) => v + b[i]).ToArray();

    private static double[] Multiply(double[] weights, double[] x)
    {
        var result = new double[weights.Length / x.Length];
        for (var row = 0; row < result.Length; row++)
        {
            for (var column = 0; column < x.Length; column++) result[row] += weights[(row * x.Length) + column] * x[column];
        }

        return result;
    }

    private sealed record Layer(double[] Norm1, double[] Query, double[] Key, double[] Value, double[] Output, double[] Norm2, double[] Gate, double[] Down, double[] Up);
}
