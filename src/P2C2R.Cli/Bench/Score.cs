namespace P2C2R.Cli.Bench;

/// <summary>The measurements of one contender, a pair each round.</summary>
/// <param name="Contender">Whose.</param>
internal sealed record Score(Contender Contender)
{
    /// <summary>With many tasks in flight.</summary>
    public List<Measurement> Rates { get; } = [];

    /// <summary>With one task in flight.</summary>
    public List<Measurement> Latencies { get; } = [];

    /// <summary>Median of the rounds, tasks a second.</summary>
    public double Rate => Median(Rates.Select(m => m.Rate));

    /// <summary>Median of the rounds' medians, milliseconds at one in flight.</summary>
    public double P50Ms => Median(Latencies.Select(m => m.P50Ms));

    /// <summary>Median of the rounds' 99th percentiles, milliseconds at one in flight.</summary>
    public double P99Ms => Median(Latencies.Select(m => m.P99Ms));

    /// <summary>The middle value; the mean of the two middle ones where their number is even.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
