using FsCheck;
using FsCheck.Fluent;
using P2C2R.Grid;

namespace P2C2R.Tests.Grid;

public sealed class HistogramTests
{
    [Fact]
    public void Percentiles_are_those_of_the_sorted_values_to_a_quarter()
    {
        Prop.ForAll(Arb.From(Gen.NonEmptyListOf(Gen.Choose(0, int.MaxValue))), Arb.From(Gen.Choose(1, 100)), (values, percent) =>
        {
            var histogram = new Histogram();
            foreach (var value in values) histogram.Add(value);
            var exact = values.Order().ElementAt((int)Math.Ceiling(values.Count * (percent / 100.0)) - 1);
            var found = histogram.Percentile(percent / 100.0);
            return found >= exact && found <= (exact * 1.25) + 1;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void It_holds_any_value()
    {
        var histogram = new Histogram();
        histogram.Add(long.MinValue);
        histogram.Add(long.MaxValue);
        Assert.Equal(0, histogram.Percentile(0.5));
        Assert.True(histogram.Percentile(1) >= long.MaxValue / 2);
        Assert.Equal(0, new Histogram().Percentile(0.5));
    }
}
