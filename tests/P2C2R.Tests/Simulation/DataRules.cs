using System.Numerics;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>Data is charged once, at a task's end, for the bytes that follow from its slices and from what it paid for; worked out again from the rows.</summary>
public sealed class DataRules(LedgerModel ledger)
{
    private readonly Dictionary<long, List<TransferRow>> _fromEscrow = [];

    /// <summary>Tasks whose charge was worked out to the byte, and was not 0.</summary>
    public int Exact { get; private set; }

    public void Check(DurableState after, RowBatch rows)
    {
        foreach (var row in rows.Transfers.Where(row => row.Debit.Type == AccountType.Escrow))
        {
            if (!_fromEscrow.TryGetValue(row.Debit.Owner, out var known)) _fromEscrow[row.Debit.Owner] = known = [];
            known.Add(row);
        }

        foreach (var task in rows.Tasks) Check(after, task, _fromEscrow.GetValueOrDefault(task.Number, []));
    }

    private void Check(DurableState after, TaskRow task, List<TransferRow> transfers)
    {
        var charges = transfers.FindAll(row => row.Reason == TransferReason.Data);
        Require(charges.Sum(row => row.Amount) == task.DataCost.Value && charges.Count <= 1, "data is charged once", task);
        if (DurableState.IsLive(task))
        {
            Require(task.DataCost.Value == 0, "data is charged at the end", task);
            return;
        }

        var work = transfers.Where(row => row.Reason is TransferReason.Pay or TransferReason.Fee).Sum(row => row.Amount);
        var left = (task.Replicas * ledger.Price(task.Kernel, task.MaxUnits)) + ledger.DataPrice(task.MaxDataBytes) - work;
        Require(task.DataCost.Value == BigInteger.Min(ledger.DataPrice(task.DataBytes), left), "data costs what its bytes cost, within the price cap", $"{task}: {left} left");
        var slices = Enumerable.Range(0, task.SlicesReceived).Select(index => after.Slices[(task.Number, index)]).ToList();
        CheckBytes(after, task, slices, [.. transfers.Where(row => row.Reason == TransferReason.Pay).Select(row => Key(after, row))]);
    }

    private void CheckBytes(DurableState after, TaskRow task, List<SliceRow> slices, List<Sha256Hash> paid)
    {
        var named = new HashSet<Sha256Hash>();
        var first = slices.Select(slice => slice.Blobs.Where(named.Add).Sum(blob => after.Blobs[(task.Gamer, blob)])).ToList();
        Require(first.Sum() * task.Replicas <= task.MaxDataBytes, "blobs were announced", task);
        var results = slices.Select(slice => after.ResultOf(task.Number, slice.Index) is { } id ? after.Results[id] : null).ToList();
        var keys = results.OfType<ResultRow>().Select(row => row.Key).ToList();
        // What costs less than a nano-dollar leaves no transfer; of equal slices in one task the first that was ready pays.
        if (paid.Count != task.Attempts || keys.Distinct().Count() != keys.Count)
        {
            Require(task.DataBytes <= (first.Sum() * task.Replicas) + (2 * results.Sum(row => row?.Length ?? 0)), "no more data than there was", task);
            return;
        }

        long bytes = 0;
        for (var index = 0; index < slices.Count; index++)
        {
            var times = results[index] is { } result ? paid.Count(key => key == result.Key) : 0;
            bytes += times * first[index];
            if (times > 0 && results[index]!.Data is null) bytes += 2 * results[index]!.Length;
        }

        Require(task.DataBytes == bytes, "data follows from the slices paid for", $"{task}: {bytes}");
        if (task.DataCost.Value > 0) Exact++;
    }

    private static Sha256Hash Key(DurableState after, TransferRow pay) => AttemptId.TryParse(pay.Reference, out var id) ? after.Attempts[id].Key : default;

    private static void Require(bool holds, string invariant, object detail) => InvariantViolationException.Unless(holds, invariant, () => detail.ToString()!);
}
