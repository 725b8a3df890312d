using System.Diagnostics;
using P2C2R.Kernels;

namespace P2C2R.Client.Delivery;

/// <summary>Draws a task again and again while it is computed; stops when it is disposed.</summary>
internal sealed class PreviewLoop : IAsyncDisposable
{
    // After a picture nothing is drawn for so many times as long as it took.
    private const double Rest = 30;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _drawing;

    /// <summary>Starts; does nothing where nobody wants pictures, or the kind has none.</summary>
    /// <param name="plan">The task.</param>
    /// <param name="previews">How often, and who takes them.</param>
    /// <param name="outputs">The outputs that are there by now.</param>
    public PreviewLoop(TaskPlan plan, TaskPreviews? previews, Func<CancellationToken, Task<IReadOnlyList<SliceResult>>> outputs)
    {
        _drawing = previews is not null && KernelCatalog.Find(plan.Kernel) is IPreviewKernel kernel ? Task.Run(() => DrawAsync(kernel, plan, previews, outputs)) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _drawing.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task DrawAsync(IPreviewKernel kernel, TaskPlan plan, TaskPreviews previews, Func<CancellationToken, Task<IReadOnlyList<SliceResult>>> outputs)
    {
        var (wait, drawn) = (previews.Interval, 0);
        try
        {
            while (true)
            {
                await Task.Delay(wait, _stop.Token).ConfigureAwait(false);
                var there = await outputs(_stop.Token).ConfigureAwait(false);
                if (there.Count == drawn) continue;
                var clock = Stopwatch.StartNew();
                drawn = there.Count;
                using var png = new MemoryStream();
                if (kernel.TryPreview(plan, there, png)) previews.Show(new TaskPreview(drawn, plan.Slices.Count, png.ToArray()));
                wait = TimeSpan.FromTicks(Math.Max(previews.Interval.Ticks, (long)(Rest * clock.Elapsed.Ticks)));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The task has ended.
        }
    }
}
