using P2C2R.Client.Sessions;
using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Client.Delivery;

/// <summary>
/// Gets a task's delivered outputs, each once, and believes none of them: hashes, numbers and trailers are checked. Used by one at a time.
/// </summary>
/// <param name="keeper">Brings sessions.</param>
/// <param name="blobs">Reads what doesn't fit into messages.</param>
/// <param name="task">The task's id.</param>
/// <param name="plan">What was submitted.</param>
internal sealed class OutputFetch(SessionKeeper keeper, BlobTransfer blobs, string task, TaskPlan plan)
{
    // Of a task that is computed, at a time: whoever looks at it wants to see something in between.
    private const int MostPages = 8;

    // An answer to an earlier question may still come, and be of no use.
    private const int MaxFruitless = 3;

    private readonly SortedDictionary<int, (Sha256Hash Hash, SliceResult Output)> _outputs = [];

    /// <summary>The outputs that are there while the task is computed, in order of their slices; a part of them where there are many new ones.</summary>
    public async Task<IReadOnlyList<SliceResult>> GetSoFarAsync(CancellationToken cancellation)
    {
        try
        {
            for (var page = 0; page < MostPages && Missing() is { Count: > 0 } wanted; page++)
            {
                if (await AskAsync(wanted, cancellation).ConfigureAwait(false) is not Outputs { Items.Count: > 0 } outputs) break;
                if (await KeepAsync(outputs.Items, cancellation).ConfigureAwait(false) is not null) break;
            }
        }
        catch (GridException)
        {
            // Out of reach. Whatever is wrong, also with outputs, is said in the end.
        }

        return [.. _outputs.Values.Select(static o => o.Output)];
    }

    /// <summary>All outputs that merging needs, when the task is done, in order of their slices.</summary>
    /// <param name="result">The coordinator's word for it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The outputs, or why they can't be had.</returns>
    public async Task<(IReadOnlyList<SliceResult>? Outputs, ErrorMessage? Error)> GetAllAsync(Result result, CancellationToken cancellation)
    {
        if (result.Summary.SliceCount != plan.Slices.Count) return (null, Wrong($"it has {result.Summary.SliceCount} slices and the input makes {plan.Slices.Count}; is this the input that was submitted?"));
        var error = result.Outputs is { } inside ? await TakeAsync(inside, cancellation).ConfigureAwait(false) : await AskForRestAsync(cancellation).ConfigureAwait(false);
        if (error is not null) return (null, error);
        List<SliceResult> outputs = [.. _outputs.Values.Select(static o => o.Output)];
        return (outputs, Audit(result, outputs));
    }

    /// <summary>The first slices to be delivered whose outputs aren't here, as many as one question may name.</summary>
    private List<int> Missing() =>
        [.. Enumerable.Range(0, plan.Slices.Count).Where(i => plan.Slices[i].Deliver && !_outputs.ContainsKey(i)).Take(Limits.MaxOutputsPerMessage)];

    /// <summary>The outputs that a result carries.</summary>
    private async Task<ErrorMessage?> TakeAsync(IReadOnlyList<SliceOutput> items, CancellationToken cancellation)
    {
        var wanted = Enumerable.Range(0, plan.Slices.Count).Where(i => plan.Slices[i].Deliver);
        if (!items.Select(static i => i.Slice).SequenceEqual(wanted)) return Wrong("the coordinator delivered outputs of other slices than those that were asked for");
        return await KeepAsync(items, cancellation).ConfigureAwait(false);
    }

    private async Task<ErrorMessage?> AskForRestAsync(CancellationToken cancellation)
    {
        var fruitless = 0;
        while (Missing() is { Count: > 0 } wanted)
        {
            switch (await AskAsync(wanted, cancellation).ConfigureAwait(false))
            {
                case Outputs outputs:
                    if (await KeepAsync(outputs.Items, cancellation).ConfigureAwait(false) is { } trouble) return trouble;
                    fruitless = _outputs.ContainsKey(wanted[0]) ? 0 : fruitless + 1;
                    if (fruitless == MaxFruitless) return Wrong($"the coordinator doesn't deliver the output of slice {wanted[0]}");
                    break;
                case ErrorMessage { Code: ErrorCode.Busy } busy:
                    await Task.Delay(busy.RetryAfterMs ?? 500, cancellation).ConfigureAwait(false);
                    break;
                case ErrorMessage { Code: not ErrorCode.ShuttingDown } error:
                    return error;
            }
        }

        return null;
    }

    /// <summary>Asks once: outputs or an error; null when the session ended.</summary>
    private async Task<Message?> AskAsync(List<int> slices, CancellationToken cancellation)
    {
        var session = await keeper.CurrentAsync(cancellation).ConfigureAwait(false);
        using var inbox = session.OpenInbox(task);
        session.Send(new GetOutputs { Task = task, Slices = slices });
        while (await inbox.NextAsync(cancellation).ConfigureAwait(false) is { } message)
        {
            if (message is Outputs or ErrorMessage) return message;
        }

        return null;
    }

    private async Task<ErrorMessage?> KeepAsync(IReadOnlyList<SliceOutput> items, CancellationToken cancellation)
    {
        foreach (var item in items)
        {
            if (item.Slice < 0 || item.Slice >= plan.Slices.Count || !plan.Slices[item.Slice].Deliver) return Wrong($"the coordinator delivered an output of slice {item.Slice}, which wasn't asked for");
            if (_outputs.TryGetValue(item.Slice, out var known))
            {
                if (known.Hash != item.Output.Hash) return Wrong($"the output of slice {item.Slice} isn't the one that was delivered before");
                continue;
            }

            var (output, error) = await ReadAsync(item, cancellation).ConfigureAwait(false);
            if (output is null) return error;
            _outputs[item.Slice] = (item.Output.Hash, output);
        }

        return null;
    }

    private async Task<(SliceResult? Output, ErrorMessage? Error)> ReadAsync(SliceOutput item, CancellationToken cancellation)
    {
        if (item.Output.Data is not { } bytes)
        {
            (bytes, var error) = await blobs.DownloadAsync(item.Output, cancellation).ConfigureAwait(false);
            if (error is not null) return (null, error);
        }
        else if (Sha256Hash.Of(bytes.Span) != item.Output.Hash)
        {
            return (null, Wrong($"the output of slice {item.Slice} doesn't have its hash"));
        }

        if (!OutputTrailer.TryRead(bytes.Span, out var trailer)) return (null, Wrong($"the output of slice {item.Slice} has no valid trailer"));
        return (new SliceResult(item.Slice, trailer, bytes[..^OutputTrailer.Size]), null);
    }

    /// <summary>Work units lie inside the outputs; where all of them are here, the bill must be for those.</summary>
    private ErrorMessage? Audit(Result result, List<SliceResult> outputs)
    {
        var inside = outputs.Sum(static o => o.Trailer.Units);
        var complete = outputs.Count == plan.Slices.Count;
        if (complete ? inside == result.Summary.Units : inside <= result.Summary.Units) return null;
        return Wrong($"the coordinator counts {result.Summary.Units} work units, the outputs {inside}");
    }

    private ErrorMessage Wrong(string what) => new() { Code = ErrorCode.HashMismatch, Task = task, Message = $"task {task}: {what}" };
}
