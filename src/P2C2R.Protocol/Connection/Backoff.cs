namespace P2C2R.Protocol.Connection;

/// <summary>
/// How long to wait before connecting again: doubled at each failure up to a maximum, and a random part of it ("equal
/// jitter"), so that the clients of a coordinator that restarts don't all return in the same instant.
/// </summary>
/// <param name="first">Upper end of the first wait.</param>
/// <param name="maximum">Upper end of any wait.</param>
public sealed class Backoff(TimeSpan first, TimeSpan maximum)
{
    private int _failures;

    /// <summary>100 ms at first, 15 s at most.</summary>
    public Backoff()
        : this(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(15))
    {
    }

    /// <summary>Call when connected: the next wait is short again.</summary>
    public void Reset() => _failures = 0;

    /// <summary>The next wait: between half of the doubled time and all of it.</summary>
    public TimeSpan Next()
    {
        var doubled = first * Math.Pow(2, Math.Min(_failures++, 30));
        var ceiling = doubled < maximum ? doubled : maximum;
        return ceiling * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
