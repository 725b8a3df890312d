using System.Diagnostics;
using P2C2R.Kernels;

namespace P2C2R.Client;

/// <summary>How long the steps of a task took that was computed on this machine. Measured beside the kernels, so that it is no part of any output. Safe for threads.</summary>
public sealed class WorkTimes
{
    private readonly Lock _lock = new();
    private readonly List<(double Microseconds, int Count)> _items = [];
    private double _itemTotal;

    /// <summary>Items answered.</summary>
    public int Items { get; private set; }

    /// <summary>Milliseconds of preparing, over all slices that did.</summary>
    public double PreprocessMs { get; private set; }

    /// <summary>Mean of an item in microseconds; 0 without items.</summary>
    public double MeanUs => Items == 0 ? 0 : _itemTotal / Items;

    /// <summary>99 of 100 items took no longer, in microseconds; of items that were answered together the mean is taken.</summary>
    public double P99Us
    {
        get
        {
            lock (_lock)
            {
                var left = (Items + 99) / 100;
                foreach (var (microseconds, count) in _items.OrderByDescending(static i => i.Microseconds))
                {
                    left -= count;
                    if (left <= 0) return microseconds;
                }

                return 0;
            }
        }
    }

    /// <summary>Starts a slice's clock; what comes back is to be told of its steps, by one thread.</summary>
    internal Action<WorkStep, int> Start()
    {
        var last = Stopwatch.GetTimestamp();
        return (step, count) =>
        {
            var now = Stopwatch.GetTimestamp();
            Add(step, count, (now - last) * 1e6 / Stopwatch.Frequency);
            last = Stopwatch.GetTimestamp();
        };
    }

    private void Add(WorkStep step, int count, double microseconds)
    {
        if (count == 0) return;
        lock (_lock)
        {
            if (step == WorkStep.Preprocess) PreprocessMs += microseconds / 1000;
            if (step != WorkStep.Item) return;
            _items.Add((microseconds / count, count));
            _itemTotal += microseconds;
            Items += count;
        }
    }
}
