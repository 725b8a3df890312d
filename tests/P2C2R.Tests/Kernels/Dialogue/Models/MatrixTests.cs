using P2C2R.Cli.Bench.Models;
using P2C2R.Kernels.Dialogue.Models.Files;
using P2C2R.Kernels.Dialogue.Models.Inference;

namespace P2C2R.Tests.Kernels.Dialogue.Models;

/// <summary>Products beside sums of binary64 over the numbers that the rows say they have.</summary>
public sealed class MatrixTests
{
    [Theory]
    [InlineData(nameof(WeightType.F32))]
    [InlineData(nameof(WeightType.F16))]
    [InlineData(nameof(WeightType.Q8))]
    [InlineData(nameof(WeightType.Q4))]
    [InlineData(nameof(WeightType.Q6))]
    public void Products_are_those_of_the_rows(string type)
    {
        var weights = GgufModelReader.Read(GgufFile.Read(ModelFiles.Make(Enum.Parse<WeightType>(type))), TestContext.Current.CancellationToken);
        var random = new Random(5);
        foreach (var matrix in new[] { weights.Embedding, weights.Layers[0].Down, weights.Layers[1].Key })
        {
            var (vectors, results) = (new Activations(matrix.Columns, 3) { Count = 3 }, new Activations(matrix.Rows, 3) { Count = 3 });
            for (var v = 0; v < 3; v++)
            {
                for (var i = 0; i < matrix.Columns; i++) vectors[v][i] = (float)((random.NextDouble() - 0.5) * Math.Pow(10, v));
            }

            vectors.MakeSteps();
            matrix.Multiply(0, matrix.Rows, vectors, results);
            var row = new float[matrix.Columns];
            for (var r = 0; r < matrix.Rows; r++)
            {
                matrix.ReadRow(r, row);
                for (var v = 0; v < 3; v++)
                {
                    var (expected, size) = (0.0, 0.0);
                    for (var i = 0; i < row.Length; i++)
                    {
                        expected += (double)row[i] * vectors[v][i];
                        size += Math.Abs((double)row[i] * vectors[v][i]);
                    }

                    Assert.True(Math.Abs(results[v][r] - expected) <= 1e-4 * size, $"{type}, row {r}, vector {v}: {results[v][r]}, not {expected}");
                }
            }
        }
    }

    [Fact]
    public void All_binary16_numbers_are_exact()
    {
        for (var bits = 0; bits < 0x10000; bits++)
        {
            var half = BitConverter.UInt16BitsToHalf((ushort)bits);
            if (Half.IsFinite(half)) Assert.Equal((float)half, P2C2R.Kernels.Dialogue.Models.Weights.HalfNumber.ToSingle((short)bits));
        }
    }
}
