using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>
/// Everything that must hold, checked from outside the core: against the rows as they become durable and the messages as they
/// leave. Keeps books of its own and shares no code with the core.
/// </summary>
public sealed class InvariantChecker(GridSimulation simulation)
{
    private readonly LedgerModel _ledger = new(simulation.Scenario.Options);
    private PaymentRules? _payments;
    private DataRules? _data;
    private PromiseRules? _promises;
    private NotReproducibleRules? _notReproducible;

    public LeaseBook Leases { get; } = new();

    public LedgerModel Ledger => _ledger;

    /// <summary>Tasks whose data charge was worked out again to the byte, and was not 0.</summary>
    public int DataCharges => Data.Exact;

    /// <summary>Agreed slices whose kernel isn't reproducible.</summary>
    public int OnceAgreed => NotReproducible.Agreed;

    /// <summary>Outputs that left before their task had ended.</summary>
    public EarlyOutputRules Early => Promises.Early;

    public IReadOnlyCollection<(AccountId Gamer, string Task)> Accepted => Promises.Accepted;

    private PaymentRules Payments => _payments ??= new PaymentRules(simulation.Scenario, _ledger, Leases);

    private DataRules Data => _data ??= new DataRules(_ledger);

    private PromiseRules Promises => _promises ??= new PromiseRules(simulation);

    private NotReproducibleRules NotReproducible => _notReproducible ??= new NotReproducibleRules(Leases);

    /// <summary>Before the rows are durable.</summary>
    public void OnCommit(DurableState before, RowBatch rows)
    {
        TaskRules.CheckKeys(before, rows);
        foreach (var transfer in rows.Transfers) _ledger.Book(transfer);
        _ledger.Compare(rows);
        foreach (var row in rows.Tasks) TaskRules.CheckChange(before.Tasks.GetValueOrDefault(row.Number), row);
        Promises.NoteBalances(before, rows);
    }

    /// <summary>After they are.</summary>
    public void AfterCommit(DurableState after, RowBatch rows)
    {
        Payments.Check(after, rows);
        Data.Check(after, rows);
        NotReproducible.AfterCommit(after, rows);
        foreach (var row in rows.Tasks) TaskRules.CheckEnded(after, row);
        foreach (var row in rows.Results) CheckBytes(row);
        TaskRules.CheckResults(after, rows, simulation.Events.Now);
    }

    /// <summary>The bytes of a big result were uploaded, and say the units that were paid.</summary>
    private void CheckBytes(ResultRow row)
    {
        if (row.Data is not null) return;
        var bytes = simulation.Coordinator.FindBlob(row.OutputHash);
        InvariantViolationException.Unless(bytes is not null && bytes.Length == row.Length && OutputTrailer.TryRead(bytes, out var trailer) && trailer.Units == row.Units,
            "a big result was uploaded as committed to", row.ToString);
    }

    public void OnLoad(DurableState durable) => CheckAll(durable);

    public void CheckAll(DurableState durable)
    {
        _ledger.CompareAll(durable);
        AccountRules.CheckAll(durable);
    }

    public void OnApply(IReadOnlyList<Command> commands, Func<SessionId, Connection?> find, long now)
    {
        foreach (var command in commands)
        {
            if (command is CloseSession) NotReproducible.OnClosed(command.Session);
            if (find(command.Session) is { } connection) Leases.OnApply(command, connection.TokenHash, now);
        }
    }

    /// <summary>A message leaves the core: what it promises must be durable by now.</summary>
    public void OnSend(DurableState durable, Connection? connection, Message message, long now)
    {
        if (connection is null) return;
        switch (message)
        {
            case Lease lease:
                Leases.Add(lease, connection.TokenHash, connection.Session, now);
                NotReproducible.OnLease(lease, now);
                break;
            case CancelAttempt cancel when Leases.Find(cancel.Attempt) is { } lease && lease.Peer == connection.TokenHash:
                lease.HasEnded = true;
                break;
            case UploadRequest upload when Leases.Find(upload.Attempt) is { } lease:
                lease.UploadHash = upload.Hash;
                break;
            default:
                Promises.Check(durable, connection, message);
                break;
        }
    }
}
