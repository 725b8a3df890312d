using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

/// <summary>The tables' shape: one beginning, ends that are for ever, and every state can be reached.</summary>
public sealed class TransitionTests
{
    [Fact]
    public void Tasks() => Check(TaskState.Admitting, Transitions.Allows, TaskState.Done, TaskState.Failed, TaskState.Cancelled);

    [Fact]
    public void Slices() => Check(SliceState.Waiting, Transitions.Allows, SliceState.Agreed, SliceState.Dropped);

    [Fact]
    public void Computations() => Check(ComputationState.Open, Transitions.Allows, ComputationState.Agreed, ComputationState.Failed, ComputationState.Cancelled);

    [Fact]
    public void Attempts() => Check(AttemptState.Leased, Transitions.Allows, AttemptState.Agreed, AttemptState.Disputed, AttemptState.Failed, AttemptState.Expired, AttemptState.Cancelled);

    private static void Check<T>(T first, Func<T, T, bool> allows, params T[] ends) where T : struct, Enum
    {
        var all = Enum.GetValues<T>();
        var reached = new HashSet<T> { first };
        while (all.Any(to => !reached.Contains(to) && reached.Any(from => allows(from, to)))) reached.UnionWith(all.Where(to => reached.Any(from => allows(from, to))));
        Assert.Equal(all, reached.Order());
        Assert.Equal(ends.Order(), all.Where(from => !all.Any(to => allows(from, to))));
        Assert.DoesNotContain(all, state => allows(state, state));
    }
}
