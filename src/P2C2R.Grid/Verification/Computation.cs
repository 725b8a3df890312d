using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What a slice key names: owns the attempts and the verdict; slices of any number of tasks subscribe to it.</summary>
internal sealed class Computation(Sha256Hash key, Slice first, long sequence)
{
    private ReplicaCounts _asked;

    public Sha256Hash Key { get; } = key;

    public Kernel Kernel { get; } = first.Task.Kernel;

    public Requirements Requirements { get; } = first.Task.Requirements;

    public long ExpectedUnits { get; } = first.ExpectedUnits;

    public long MaxUnits { get; } = first.MaxUnits;

    /// <summary>Price of an attempt that uses all units.</summary>
    public long MaxPrice { get; init; }

    /// <summary>Order of creation.</summary>
    public long Sequence { get; } = sequence;

    public ComputationState State { get; private set; }

    /// <summary>The next computation in flight with this key and other requirements.</summary>
    public Computation? Twin { get; set; }

    /// <summary>Whether there is, or was, another one in flight with this key.</summary>
    public bool HadTwin { get; set; }

    /// <summary>Subscribers in order of subscription.</summary>
    public Slice? FirstSubscriber { get; private set; }

    public Slice? LastSubscriber { get; private set; }

    public int SubscriberCount { get; private set; }

    /// <summary>Replicas asked for: the most that a subscriber wants.</summary>
    public int Replicas { get; private set; }

    /// <summary>The tightest of its subscribers, so far.</summary>
    public long Deadline { get; private set; } = long.MaxValue;

    /// <summary>The most urgent of its subscribers, so far.</summary>
    public TaskPriority Priority { get; private set; } = TaskPriority.Batch;

    /// <summary>Every attempt made, in order.</summary>
    public List<Attempt> Attempts { get; } = new(1);

    /// <summary>Outputs that came, for their order.</summary>
    public int Arrivals { get; set; }

    /// <summary>Peers that failed, with their reasons; those before a restart too.</summary>
    public List<(AccountId Peer, string Reason)>? Failures { get; set; }

    /// <summary>Peers that had their chance before a restart.</summary>
    public List<AccountId>? TriedBefore { get; set; }

    /// <summary>Big data that a peer must have, with lengths; null for none.</summary>
    public List<(Sha256Hash Hash, long Length)>? Transfers { get; set; }

    /// <summary>Where it waits for a peer, or null.</summary>
    public AccountQueue? Queue { get; set; }

    /// <summary>Whether it was taken from the head of its queue because no able peer had room.</summary>
    public bool Parked { get; set; }

    /// <summary>Makes older entries of it in queues void.</summary>
    public int QueueStamp { get; set; }

    /// <summary>Goes first in its queue: a peer was lost.</summary>
    public bool Urgent { get; set; }

    /// <summary>Of an agreed one: what a late hedge must match.</summary>
    public (Sha256Hash Hash, long Length, long Units) Output { get; set; }

    /// <summary>The result, for subscribers that are told in steps.</summary>
    public ResultRow? Result { get; set; }

    /// <summary>Of a failed one: why.</summary>
    public (ErrorCode Code, string Message) Failure { get; set; }

    /// <summary>The attempt that is asked for its bytes, and until when.</summary>
    public Attempt? Uploader { get; set; }

    public long UploadUntil { get; set; }

    /// <summary>The last task that was first among subscribers.</summary>
    public GridTask? LastPayer { get; private set; } = first.Task;

    /// <summary>Who pays, and in whose share it is: the first subscriber's task.</summary>
    public GridTask Payer => FirstSubscriber!.Task;

    public bool IsOver => State is ComputationState.Agreed or ComputationState.Failed or ComputationState.Cancelled;

    public void Move(ComputationState to)
    {
        if (!Transitions.Allows(State, to)) throw Transitions.Forbidden($"computation {Key}", State, to);
        State = to;
    }

    /// <summary>Adds a subscriber. True: it asks for more replicas than those before it.</summary>
    public bool Subscribe(Slice slice)
    {
        slice.Computation = this;
        slice.PreviousSubscriber = LastSubscriber;
        if (LastSubscriber is null)
        {
            FirstSubscriber = slice;
            LastPayer = slice.Task;
        }
        else
        {
            LastSubscriber.NextSubscriber = slice;
        }
        LastSubscriber = slice;
        SubscriberCount++;
        _asked[slice.Task.Replicas]++;
        if (slice.Task.Deadline < Deadline) Deadline = slice.Task.Deadline;
        if (slice.Task.Priority < Priority) Priority = slice.Task.Priority;
        if (slice.Task.Replicas <= Replicas) return false;
        Replicas = slice.Task.Replicas;
        return true;
    }

    /// <summary>Takes a subscriber off. True: fewer replicas are asked for now, or another pays.</summary>
    public bool Unsubscribe(Slice slice)
    {
        if (slice.PreviousSubscriber is null) FirstSubscriber = slice.NextSubscriber;
        else slice.PreviousSubscriber.NextSubscriber = slice.NextSubscriber;
        if (slice.NextSubscriber is null) LastSubscriber = slice.PreviousSubscriber;
        else slice.NextSubscriber.PreviousSubscriber = slice.PreviousSubscriber;
        var wasFirst = slice.PreviousSubscriber is null;
        slice.NextSubscriber = slice.PreviousSubscriber = null;
        slice.Computation = null;
        SubscriberCount--;
        _asked[slice.Task.Replicas]--;
        if (FirstSubscriber is not null) LastPayer = FirstSubscriber.Task;
        var before = Replicas;
        while (SubscriberCount > 0 && _asked[Replicas] == 0) Replicas--;
        return wasFirst || Replicas != before;
    }

    /// <summary>Whether this peer had its chance. One that was cut off in the middle may try again when its lease is over, twice.</summary>
    public bool WasTriedBy(PeerAccount peer, long now)
    {
        var cutOff = 0;
        foreach (var attempt in Attempts)
        {
            if (attempt.Peer != peer) continue;
            var wasCutOff = attempt.Lost && attempt.State is (AttemptState.Expired or AttemptState.Cancelled);
            if (!wasCutOff || attempt.ExpiresAt >= now) return true;
            cutOff++;
        }
        return cutOff >= 3 || (TriedBefore?.Contains(peer.Id) ?? false);
    }

    /// <summary>Whether a peer has an attempt at it that is not over.</summary>
    public bool IsWith(PeerAccount peer)
    {
        foreach (var attempt in Attempts)
        {
            if (attempt.Peer == peer && attempt.State is (AttemptState.Leased or AttemptState.Received)) return true;
        }
        return false;
    }

    /// <summary>What kind of attempt it wants now, or null for none.</summary>
    public AttemptPurpose? Wants()
    {
        if (State != ComputationState.Open) return null;
        int received = 0, filling = 0, live = 0;
        foreach (var attempt in Attempts)
        {
            if (attempt.State == AttemptState.Received) received++;
            if (!attempt.IsRunning) continue;
            live++;
            if (!attempt.IsSpare) filling++;
        }
        if (received + filling < Replicas) return AttemptPurpose.Replica;
        return received >= Replicas && live == 0 ? AttemptPurpose.TieBreak : null;
    }
}
