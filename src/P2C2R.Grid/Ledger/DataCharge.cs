using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>
/// Bytes stored and moved for a task, counted with what it pays for and charged once, at its end. What is counted follows
/// from the slices alone, never from which peer held what: for each attempt paid, the blobs of its slice, each blob only with
/// the first slice that names it; for each slice paid, an output that is a blob, as it comes in and as it goes out.
/// </summary>
internal sealed class DataCharge(GridState state)
{
    /// <summary>Counts what an attempt moved; call before the slice counts as paid. Inline data, which most tasks have only, counts nothing.</summary>
    public void Meter(Attempt attempt, Slice payer)
    {
        if (payer.FirstNamed != 0) payer.Task.DataBytes += FirstNamedBytes(payer);
        if (!payer.Paid && attempt.Length > Limits.MaxInlineOutputBytes) payer.Task.DataBytes += 2 * attempt.Length;
    }

    /// <summary>Charges a task that ends, out of what is left of its price cap.</summary>
    public void Charge(GridTask task)
    {
        if (task.DataBytes == 0) return;
        var cost = state.Pricing.Data(task.DataBytes, task.Escrow.Value);
        state.Move(task.Escrow, state.Books.Fees(task.Ledger), cost, TransferReason.Data, task.Number, null);
        task.DataCost = cost;
        task.Cost += cost;
        task.Gamer.Total += cost;
        state.Statistics.Revenue[(int)task.Ledger] += cost;
        state.Touch(task.Gamer);
    }

    /// <summary>Length of the blobs that no lower-numbered slice names.</summary>
    public long FirstNamedBytes(Slice slice)
    {
        long bytes = 0;
        for (var i = 0; i < slice.Blobs.Count; i++)
        {
            if ((slice.FirstNamed >> i & 1) != 0) bytes += state.BlobLengths(slice)[i];
        }
        return bytes;
    }
}
