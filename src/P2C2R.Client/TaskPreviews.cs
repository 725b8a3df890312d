namespace P2C2R.Client;

/// <summary>
/// Asks for pictures of a task while it is computed, where its kind has any (docs/kernels.md). Outputs are fetched as they are agreed then, and not again at the end.
/// </summary>
/// <param name="Show">Takes the pictures, one at a time, from any thread.</param>
public sealed record TaskPreviews(Action<TaskPreview> Show)
{
    /// <summary>At most one picture in this time; fewer where drawing one takes long, so that all together take about 3% of one processor's time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It isn't more than nothing.</exception>
    public TimeSpan Interval
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "pictures of a task need some time between them");
    } = TimeSpan.FromSeconds(2);
}
