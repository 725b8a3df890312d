using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Sampling;

namespace P2C2R.Tests.Kernels.RayTracing.Sampling;

public sealed class PairwiseSumsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(27)]
    [InlineData(64)]
    [InlineData(101)]
    [InlineData(333)]
    public void Any_cutting_into_blocks_gives_the_same_bits(int count)
    {
        var random = new Random(count);
        var terms = Enumerable.Range(0, count).Select(_ => (float)Math.Exp(20 * random.NextDouble())).ToArray();
        var whole = Total(terms);
        foreach (var length in (int[])[0, 1, 2, 8, 64, 1024])
        {
            var sums = new PairwiseSums(1);
            var blocks = SampleBlock.Cut(0, count, length).ToList();
            Assert.All(blocks, static b => Assert.True(b.IsValid));
            foreach (var block in blocks) sums.AddRest([Total(terms.AsSpan(block.First, block.Count))], block.Count);
            var total = new float[1];
            sums.Total(total);
            Assert.Equal(whole, total[0]);
        }
    }

    [Fact]
    public void Blocks_that_are_no_nodes_of_the_tree_are_told()
    {
        Assert.All([new SampleBlock(1, 2), new SampleBlock(-1, 1), new SampleBlock(4, 0), new SampleBlock(16, 17), new SampleBlock(SampleBlock.MaxSamples, 1)], static b => Assert.False(b.IsValid));
    }

    /// <summary>More samples later are the same blocks and some more.</summary>
    [Fact]
    public void A_task_of_more_samples_has_the_blocks_of_one_with_fewer()
    {
        foreach (var fewer in (int[])[16, 32, 64, 128, 640]) Assert.Equal(SampleBlock.Cut(0, fewer), SampleBlock.Cut(0, 1000).TakeWhile(b => b.First < fewer));
    }

    private static float Total(ReadOnlySpan<float> terms)
    {
        var sums = new PairwiseSums(1);
        foreach (var term in terms) sums.Add([term]);
        var total = new float[1];
        sums.Total(total);
        return total[0];
    }
}
