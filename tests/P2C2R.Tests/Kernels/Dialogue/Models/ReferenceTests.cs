using P2C2R.Kernels.Dialogue.Models.Files;
using P2C2R.Kernels.Dialogue.Models.Inference;

namespace P2C2R.Tests.Kernels.Dialogue.Models;

/// <summary>The published checkpoint beside <see cref="ReferenceModel"/>.</summary>
public sealed class ReferenceTests(ITestOutputHelper output)
{
    private const int Tokens = 100;
    private const double MostError = 1e-4;

    [Fact]
    public void Logits_are_those_of_the_reference_at_every_position_and_so_is_greedy_text()
    {
        var file = File.ReadAllBytes(Path.Combine(RealData.Require("llm"), "aidreams260K.bin"));
        var reference = ReferenceModel.Read(file);
        var weights = CheckpointReader.Read(file, TestContext.Current.CancellationToken);
        var memory = new TokenMemory(weights.Shape, Tokens);
        var transformer = new Transformer(weights, 1, Tokens, new WorkShare(1, TestContext.Current.CancellationToken));
        var (token, worst) = (1, 0.0);
        for (var position = 0; position < Tokens; position++)
        {
            var expected = reference.Next(token);
            transformer.Compute([new TokenStep(memory, token, position)], [0]);
            var actual = transformer.Logits(0).ToArray();
            var largest = expected.Max(Math.Abs);
            var error = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max() / largest;
            worst = Math.Max(worst, error);
            Assert.True(error < MostError, $"position {position}: error {error}");
            var best = expected.Select((logit, id) => (logit, id)).OrderByDescending(p => p.logit).Take(2).ToArray();
            var chosen = Array.IndexOf(actual, actual.Max());
            if (best[0].logit - best[1].logit > MostError * largest) Assert.Equal(best[0].id, chosen);
            token = chosen;
        }

        output.WriteLine($"largest error / largest |logit|: {worst}");
    }
}
