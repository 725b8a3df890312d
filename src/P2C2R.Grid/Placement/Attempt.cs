using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>One peer's go at a computation.</summary>
internal sealed class Attempt(AttemptId id, AttemptId wireId, Computation computation, PeerKernel with, AttemptPurpose purpose)
{
    /// <summary>Names it in rows.</summary>
    public AttemptId Id { get; } = id;

    /// <summary>Names it in messages: the id of an older epoch where a peer went on with it over a restart.</summary>
    public AttemptId WireId { get; } = wireId;

    /// <summary>The form of <see cref="Id"/> in transfers; that of <see cref="WireId"/> is the nonce of its commitment.</summary>
    public string Name { get; } = id.ToString();

    public Computation Computation { get; } = computation;

    public PeerKernel With { get; } = with;

    public PeerAccount Peer => With.Peer;

    public AttemptPurpose Purpose { get; } = purpose;

    public AttemptState State { get; private set; }

    /// <summary>The other one of a hedged pair.</summary>
    public Attempt? Partner { get; set; }

    /// <summary>Its peer's connection was lost, or came back without it; its lease lives on.</summary>
    public bool Lost { get; set; }

    /// <summary>It goes on after the verdict: the late one of a hedged pair.</summary>
    public bool IsOverdue { get; set; }

    /// <summary>Unix microseconds.</summary>
    public long LeasedAt { get; set; }

    public long ExpiresAt { get; set; }

    /// <summary>When it counts as late; <see cref="long.MaxValue"/> once that was acted on.</summary>
    public long LateAt { get; set; } = long.MaxValue;

    /// <summary>Microseconds expected for the computation alone.</summary>
    public long Expected { get; set; }

    /// <summary>Microseconds that it was expected to wait for a slot.</summary>
    public long Wait { get; set; }

    /// <summary>A heartbeat renews the lease to that many microseconds from then.</summary>
    public long LeaseTime { get; set; }

    /// <summary>0 to 1, as its peer says.</summary>
    public double Fraction { get; set; }

    public Sha256Hash OutputHash { get; set; }

    public long Length { get; set; }

    public long Units { get; set; }

    public double ComputeMs { get; set; }

    public ReadOnlyMemory<byte>? Output { get; set; }

    public Sha256Hash Commitment { get; set; }

    /// <summary>Order in which outputs came.</summary>
    public int Arrival { get; set; }

    /// <summary>It was asked for its bytes and they didn't come.</summary>
    public bool UploadMissed { get; set; }

    /// <summary>What is reserved of the fees for it, and in which ledger.</summary>
    public long Reserve { get; set; }

    public LedgerKind Budget { get; set; }

    /// <summary>Place in <see cref="PeerAccount.Active"/>, or -1.</summary>
    public int ActiveIndex { get; set; } = -1;

    /// <summary>A connected peer has it under a lease.</summary>
    public bool IsRunning => State == AttemptState.Leased && !Lost;

    /// <summary>Its partner fills the same place already.</summary>
    public bool IsSpare => Partner is { } other && (other.State == AttemptState.Received || (other.IsRunning && other.Id.CompareTo(Id) < 0));

    /// <summary>The same bytes at the same price.</summary>
    public bool Agrees(Attempt other) => OutputHash == other.OutputHash && Units == other.Units && Length == other.Length;

    public void Move(AttemptState to)
    {
        if (!Transitions.Allows(State, to)) throw Transitions.Forbidden($"attempt {Name}", State, to);
        State = to;
    }
}
