using P2C2R.Kernels.RayTracing.Sampling;

namespace P2C2R.Tests.Kernels.RayTracing.Sampling;

public sealed class LowDiscrepancyTests
{
    /// <summary>Sobol's second dimension by its direction numbers: each is the one before, added to itself shifted by one.</summary>
    [Fact]
    public void The_second_dimension_is_that_of_Sobol()
    {
        for (uint index = 0; index < 5000; index++)
        {
            var (expected, direction) = (0u, 1u << 31);
            for (var rest = index; rest != 0; rest >>= 1, direction ^= direction >> 1) expected ^= (rest & 1) != 0 ? direction : 0;
            Assert.Equal(expected, LowDiscrepancy.Reverse(LowDiscrepancy.Pascal(index)));
        }
    }

    /// <summary>Each of 2^k boxes of any shape and area 2^-k holds one of 2^k samples; in every aligned block of them.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 7, 3)]
    [InlineData(99, 123_456, 11)]
    public void Every_aligned_block_is_stratified(long seed, long item, int dimension)
    {
        const int Bits = 6;
        var key = LowDiscrepancy.Key(seed, item);
        foreach (var first in (int[])[0, 64, 192, 4096])
        {
            for (var wide = 0; wide <= Bits; wide++)
            {
                var boxes = new HashSet<(int, int)>();
                for (var i = 0; i < 1 << Bits; i++)
                {
                    var (u, v) = LowDiscrepancy.Pair(key, first + i, dimension);
                    Assert.InRange(u, 0, 0.99999994f);
                    Assert.InRange(v, 0, 0.99999994f);
                    boxes.Add(((int)(u * (1 << wide)), (int)(v * (1 << (Bits - wide)))));
                }

                Assert.Equal(1 << Bits, boxes.Count);
            }
        }
    }

    [Fact]
    public void Dimensions_and_items_have_nothing_to_do_with_each_other()
    {
        const int Count = 4096;
        var (sum, sumOfItems) = (0.0, 0.0);
        for (var i = 0; i < Count; i++)
        {
            sum += (LowDiscrepancy.Pair(LowDiscrepancy.Key(1, 2), i, 0).U - 0.5) * (LowDiscrepancy.Pair(LowDiscrepancy.Key(1, 2), i, 1).U - 0.5);
            sumOfItems += (LowDiscrepancy.Pair(LowDiscrepancy.Key(1, i), 0, 0).U - 0.5) * (LowDiscrepancy.Pair(LowDiscrepancy.Key(1, i), 0, 0).V - 0.5);
        }

        // The standard deviation of such a mean is 1/12 / sqrt(Count).
        Assert.InRange(sum / Count * 12 * Math.Sqrt(Count), -4, 4);
        Assert.InRange(sumOfItems / Count * 12 * Math.Sqrt(Count), -4, 4);
    }
}
