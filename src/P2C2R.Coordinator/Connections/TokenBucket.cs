using System.Diagnostics;

namespace P2C2R.Coordinator.Connections;

/// <summary>A rate with a burst. Used by one thread at a time.</summary>
internal sealed class TokenBucket
{
    private readonly double _perSecond;
    private double _tokens;
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>A full bucket.</summary>
    /// <param name="perSecond">Tokens that come back in a second; also the burst.</param>
    public TokenBucket(double perSecond) => _perSecond = _tokens = perSecond;

    /// <summary>Takes tokens.</summary>
    /// <returns>How long the taker must wait before the next, usually zero.</returns>
    public TimeSpan Take(double count)
    {
        _tokens -= count;
        if (_tokens >= 0) return TimeSpan.Zero;
        var now = Stopwatch.GetTimestamp();
        _tokens = Math.Min(_perSecond, _tokens + (_perSecond * Stopwatch.GetElapsedTime(_last, now).TotalSeconds));
        _last = now;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _perSecond);
    }
}
