using P2C2R.Client.Sessions;
using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Client.Delivery;

/// <summary>Gets a task's delivered outputs and believes none of them: hashes, numbers and trailers are checked.</summary>
internal sealed class OutputFetch(SessionKeeper keeper, BlobTransfer blobs)
{
    /// <summary>The outputs that merging needs, in order of their slices.</summary>
    /// <param name="plan">What was submitted.</param>
    /// <param name="result">The coordinator's word for it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The outputs, or why they can't be had.</returns>
    public async Task<(List<SliceResult>? Outputs, ErrorMessage? Error)> GetAsync(TaskPlan plan, Result result, CancellationToken cancellation)
    {
        if (result.Summary.SliceCount != plan.Slices.Count) return (null, Wrong(result, $"it has {result.Summary.SliceCount} slices and the input makes {plan.Slices.Count}; is this the input that was submitted?"));
        var (items, error) = result.Outputs is { } inside ? (inside, null) : await AskAsync(result.Summary.Task, cancellation).ConfigureAwait(false);
        if (items is null) return (null, error);
        var wanted = Enumerable.Range(0, plan.Slices.Count).Where(i => plan.Slices[i].Deliver);
        if (!items.Select(static i => i.Slice).SequenceEqual(wanted)) return (null, Wrong(result, "the coordinator delivered outputs of other slices than those that were asked for"));
        var outputs = new List<SliceResult>(items.Count);
        foreach (var item in items)
        {
            var (output, trouble) = await TakeAsync(result, item, cancellation).ConfigureAwait(false);
            if (output is null) return (null, trouble);
            outputs.Add(output);
        }

        return (outputs, Audit(plan, result, outputs));
    }

    private async Task<(SliceResult? Output, ErrorMessage? Error)> TakeAsync(Result result, SliceOutput item, CancellationToken cancellation)
    {
        if (item.Output.Data is not { } bytes)
        {
            (bytes, var error) = await blobs.DownloadAsync(item.Output, cancellation).ConfigureAwait(false);
            if (error is not null) return (null, error);
        }
        else if (Sha256Hash.Of(bytes.Span) != item.Output.Hash)
        {
            return (null, Wrong(result, $"the output of slice {item.Slice} doesn't have its hash"));
        }

        if (!OutputTrailer.TryRead(bytes.Span, out var trailer)) return (null, Wrong(result, $"the output of slice {item.Slice} has no valid trailer"));
        return (new SliceResult(item.Slice, trailer, bytes[..^OutputTrailer.Size]), null);
    }

    /// <summary>Work units lie inside the outputs; where all of them are here, the bill must be for those.</summary>
    private static ErrorMessage? Audit(TaskPlan plan, Result result, List<SliceResult> outputs)
    {
        var inside = outputs.Sum(static o => o.Trailer.Units);
        var complete = outputs.Count == plan.Slices.Count;
        if (complete ? inside == result.Summary.Units : inside <= result.Summary.Units) return null;
        return Wrong(result, $"the coordinator counts {result.Summary.Units} work units, the outputs {inside}");
    }

    private async Task<(IReadOnlyList<SliceOutput>? Items, ErrorMessage? Error)> AskAsync(string task, CancellationToken cancellation)
    {
        var items = new List<SliceOutput>();
        int? next = 0;
        while (next is { } first)
        {
            var session = await keeper.CurrentAsync(cancellation).ConfigureAwait(false);
            using var inbox = session.OpenInbox(task);
            session.Send(new GetOutputs { Task = task, First = first });
            switch (await NextAnswerAsync(inbox, cancellation).ConfigureAwait(false))
            {
                case Outputs outputs:
                    items.AddRange(outputs.Items);
                    next = outputs.Next;
                    if (next <= first) return (null, new ErrorMessage { Code = ErrorCode.Internal, Message = $"task {task}: the coordinator's pages of outputs go backwards" });
                    break;
                case ErrorMessage { Code: ErrorCode.Busy } busy:
                    await Task.Delay(busy.RetryAfterMs ?? 500, cancellation).ConfigureAwait(false);
                    break;
                case ErrorMessage { Code: not ErrorCode.ShuttingDown } error:
                    return (null, error);
            }
        }

        return (items, null);
    }

    /// <summary>Outputs or an error; null when the session ended.</summary>
    private static async Task<Message?> NextAnswerAsync(TaskInbox inbox, CancellationToken cancellation)
    {
        while (await inbox.NextAsync(cancellation).ConfigureAwait(false) is { } message)
        {
            if (message is Outputs or ErrorMessage) return message;
        }

        return null;
    }

    private static ErrorMessage Wrong(Result result, string what) => new() { Code = ErrorCode.HashMismatch, Task = result.Summary.Task, Message = $"task {result.Summary.Task}: {what}" };
}
