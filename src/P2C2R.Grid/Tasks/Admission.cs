using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Step 3: admits tasks, or says clearly why not. Nothing is stored of what is refused.</summary>
internal sealed class Admission(GridState state, Delivery delivery, TaskEnding ending, Recall recall, TaskLookup lookup, DataCharge data)
{
    private readonly List<long> _blobLengths = [];
    private readonly HashSet<Sha256Hash> _newBlobs = [];

    /// <summary>A task and its first slices.</summary>
    public void Submit(Session session, SubmitTask command)
    {
        var (submit, gamer) = (command.Message, session.Gamer!);
        if (SubmissionRules.Fault(submit) is { } fault)
        {
            delivery.Refuse(session.Id, ErrorCode.OutOfRange, fault, submit.Task);
            return;
        }
        if (lookup.IsKnown(session, submit.Task, command.Digest)) return;
        if (!state.KernelsById.TryGetValue(new KernelId(submit.Kind, submit.Version), out var kernel))
        {
            delivery.Refuse(session.Id, ErrorCode.KindNotAvailable, $"no price is set for {submit.Kind} version {submit.Version}; the welcome lists what is available", submit.Task);
            return;
        }
        if (!kernel.IsReproducible && SubmissionRules.FaultOfNotReproducible(submit) is { } unfit)
        {
            delivery.Refuse(session.Id, ErrorCode.OutOfRange, unfit, submit.Task);
            return;
        }
        if (IsBusy(gamer, submit.SliceCount))
        {
            delivery.Refuse(session.Id, ErrorCode.Busy, "the queue is full; send the task again after retry_after_ms", submit.Task, RetryAfterMs());
            return;
        }
        if (Fault(submit.Slices, 0, new AdmissionRoom(submit), gamer) is var (code, text))
        {
            delivery.Refuse(session.Id, code, text, submit.Task);
            return;
        }
        if (Fund(session, submit, kernel) is not var (ledger, cap)) return;
        Begin(session, command, kernel, ledger, cap);
    }

    /// <summary>More slices.</summary>
    public void Add(Session session, AddSlices command)
    {
        var more = command.Message;
        if (TaskLookup.FindLive(session, more.Task) is not { } task)
        {
            lookup.AnswerEnded(session, more.Task);
            return;
        }
        lookup.Interest(task, session);
        if (more.First < 0 || more.First > task.SlicesReceived || more.First + more.Items.Count > task.Slices.Length || more.Items.Count > Limits.MaxSlicesPerMessage)
        {
            delivery.Refuse(session.Id, ErrorCode.OutOfRange, $"slices {more.First} to {more.First + more.Items.Count - 1} don't follow; {task.SlicesReceived} of {task.Slices.Length} are here, send on from there, at most {Limits.MaxSlicesPerMessage} at once", more.Task);
            return;
        }
        var known = task.SlicesReceived - more.First;
        if (known < more.Items.Count && !Extend(session, task, command, known)) return;
        delivery.Accept(session, task);
    }

    private bool Extend(Session session, GridTask task, AddSlices command, int known)
    {
        var items = command.Message.Items.Skip(known).ToArray();
        var fault = Fault(items, task.SlicesReceived, new AdmissionRoom(task), task.Gamer);
        if (fault is null && task.Edges + items.Sum(i => (long)i.DependsOn.Count) > Limits.MaxEdgesPerTask)
        {
            fault = (ErrorCode.OutOfRange, $"depends_on has more than {Limits.MaxEdgesPerTask} items over all slices; make slices bigger");
        }
        if (fault is var (code, text))
        {
            // A blob can still be uploaded and the message sent again; anything else would only fail again.
            if (code == ErrorCode.BlobMissing) delivery.Refuse(session.Id, code, text, task.Id);
            else ending.End(task, TaskState.Failed, code, text);
            return false;
        }
        Append(task, items, command.InputHashes, known);
        return true;
    }

    private bool IsBusy(GamerAccount gamer, int slices) =>
        state.LiveTasks.Count >= state.Options.MaxLiveTasks
        || gamer.LiveTasks >= state.Options.MaxLiveTasksPerAccount
        || (state.LiveSlices > 0 && state.LiveSlices + slices > state.Options.MaxLiveSlices);

    /// <summary>The time in which a hundredth of the queue drains.</summary>
    private int RetryAfterMs() => (int)Math.Clamp(1000.0 * state.LiveTasks.Count / 100 / Math.Max(1, state.Statistics.DrainRate), 50, 5000);

    private (ErrorCode, string)? Fault(IReadOnlyList<SliceSpec> slices, int first, AdmissionRoom room, GamerAccount gamer)
    {
        _blobLengths.Clear();
        _newBlobs.Clear();
        var unitsLeft = room.Units;
        long edges = 0;
        for (var i = 0; i < slices.Count; i++)
        {
            var slice = slices[i];
            if (SubmissionRules.Fault(slice, first + i) is { } fault) return (ErrorCode.OutOfRange, fault);
            unitsLeft -= slice.MaxUnits;
            if (unitsLeft < 0) return (ErrorCode.OutOfRange, $"slice {first + i}: the slices' max_units add up to more than the task's max_units, from which the price cap follows");
            edges += slice.DependsOn.Count;
            if (slice.Blobs.Count > 0 && BlobFault(slice, first + i, ref room, gamer) is { } blobFault) return blobFault;
        }
        return edges <= Limits.MaxEdgesPerMessage ? null : (ErrorCode.OutOfRange, $"depends_on has {edges} items over all slices; a message may carry {Limits.MaxEdgesPerMessage}");
    }

    private (ErrorCode, string)? BlobFault(SliceSpec slice, int index, ref AdmissionRoom room, GamerAccount gamer)
    {
        foreach (var blob in slice.Blobs)
        {
            if (state.Archive.FindBlob(gamer.Id, blob) is not { } length) return (ErrorCode.BlobMissing, $"slice {index}: blob {blob} isn't stored; upload it first");
            _blobLengths.Add(length);
            if (room.Named?.Contains(blob) != true && _newBlobs.Add(blob)) room.DataBytes -= room.Replicas * length;
        }
        return room.DataBytes >= 0 ? null : (ErrorCode.OutOfRange, $"slice {index}: the blobs that slices name, each once for every replica, have {-room.DataBytes} bytes more than the task's max_data_bytes, from which the price cap follows; announce so many more");
    }

    private (LedgerKind, long)? Fund(Session session, Submit submit, Kernel kernel)
    {
        if (!state.Pricing.TryCap(submit.MaxUnits, kernel.Rate, submit.Replicas, submit.MaxDataBytes ?? 0, out var cap))
        {
            delivery.Refuse(session.Id, ErrorCode.OutOfRange, $"max_units is {submit.MaxUnits} and max_data_bytes {submit.MaxDataBytes ?? 0}; their price is more than an amount of money can hold", submit.Task);
            return null;
        }
        if (submit.MaxPrice is { } most && cap > most.Value)
        {
            delivery.Refuse(session.Id, ErrorCode.PriceCapTooLow, $"the task could cost {new NanoDollars(cap)}, which is more than max_price {most}; raise it, or lower max_units, max_data_bytes or replicas", submit.Task);
            return null;
        }
        var (usd, promotional) = (session.Gamer!.Spendable[0].Value, session.Gamer.Spendable[1].Value);
        if (promotional >= cap) return (LedgerKind.Promotional, cap);
        if (usd >= cap) return (LedgerKind.Usd, cap);
        delivery.Refuse(session.Id, ErrorCode.InsufficientFunds, $"the task could cost {new NanoDollars(cap)}; the account holds {new NanoDollars(usd)} and promotional credit of {new NanoDollars(promotional)}, and one of them must cover it", submit.Task);
        return null;
    }

    private void Begin(Session session, SubmitTask command, Kernel kernel, LedgerKind ledger, long cap)
    {
        var (submit, gamer) = (command.Message, session.Gamer!);
        var number = ++state.LastTask;
        var task = new GridTask(number, gamer, submit.Task, kernel)
        {
            Priority = submit.Priority,
            Replicas = submit.Replicas,
            Deadline = submit.DeadlineMs is { } ms ? state.Now + (ms * 1000) : long.MaxValue,
            Requirements = SubmissionRules.ToRequirements(submit.Requirements),
            MaxUnits = submit.MaxUnits,
            MaxDataBytes = submit.MaxDataBytes ?? 0,
            Digest = command.Digest,
            Ledger = ledger,
            SubmittedAt = state.Now,
            LastProgressAt = state.Now,
            Slices = new Slice[submit.SliceCount],
            Escrow = new Balance(new LedgerAccount(AccountType.Escrow, ledger, number)),
        };
        gamer.Tasks[task.Id] = task;
        gamer.LiveTasks++;
        gamer.TasksSubmitted++;
        state.LiveTasks.Add(number, task);
        state.LiveSlices += submit.SliceCount;
        state.Admitting.Add(task);
        if (task.Deadline != long.MaxValue) state.Deadlines.Add(task);
        state.Move(gamer.Spendable[(int)ledger], task.Escrow, cap, TransferReason.Escrow, number, null);
        state.Statistics.TasksAccepted++;
        state.Touch(gamer);
        state.Touch(task);
        state.Report(GridEventKind.TaskAccepted, task);
        task.Interested.Add(session.Id);
        delivery.Accept(session, task);
        Append(task, submit.Slices, command.InputHashes, 0);
    }

    private void Append(GridTask task, IReadOnlyList<SliceSpec> items, IReadOnlyList<Sha256Hash> hashes, int skipped)
    {
        var (first, blob) = (task.SlicesReceived, 0);
        for (var i = 0; i < items.Count; i++)
        {
            var slice = Create(task, first + i, items[i], hashes[skipped + i], blob);
            blob += slice.Blobs.Count;
            task.Slices[slice.Index] = slice;
            task.UnitsReceived += slice.MaxUnits;
            task.Edges += slice.DependsOn.Count;
            if (slice.FirstNamed != 0) task.BlobBytes += task.Replicas * data.FirstNamedBytes(slice);
            Connect(slice);
        }
        task.SlicesReceived += items.Count;
        state.Touch(task);
        if (task.SlicesReceived == task.Slices.Length)
        {
            task.Move(TaskState.Running);
            task.NamedBlobs = null;
            state.Admitting.Remove(task);
        }
        for (var i = first; i < task.SlicesReceived; i++) recall.Consider(task.Slices[i]);
    }

    private Slice Create(GridTask task, int index, SliceSpec spec, Sha256Hash inputHash, int firstBlob)
    {
        var slice = new Slice(task, index)
        {
            Input = spec.Input,
            InputHash = inputHash,
            Blobs = spec.Blobs,
            FirstNamed = spec.Blobs.Count == 0 ? (ushort)0 : (task.NamedBlobs ??= new NamedBlobs()).Add(spec.Blobs),
            BlobLengths = spec.Blobs.Count == 0 ? [] : [.. _blobLengths.Slice(firstBlob, spec.Blobs.Count)],
            DependsOn = spec.DependsOn,
            ExpectedUnits = spec.ExpectedUnits,
            MaxUnits = spec.MaxUnits,
            Deliver = spec.Deliver,
        };
        state.Hot.Add(slice, spec.Input.Length);
        state.Effects.Rows.Slices.Add(new SliceRow
        {
            Task = task.Number,
            Index = index,
            Input = spec.Input,
            InputHash = inputHash,
            Blobs = spec.Blobs,
            DependsOn = spec.DependsOn,
            ExpectedUnits = spec.ExpectedUnits,
            MaxUnits = spec.MaxUnits,
            Deliver = spec.Deliver,
        });
        return slice;
    }

    /// <summary>Counts what a slice waits for.</summary>
    public static void Connect(Slice slice)
    {
        foreach (var index in slice.DependsOn)
        {
            var dependency = slice.Task.Slices[index];
            if (dependency.State == SliceState.Agreed) continue;
            slice.Missing++;
            (dependency.Dependents ??= []).Add(slice);
        }
    }
}
