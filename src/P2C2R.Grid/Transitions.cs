using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>
/// The four transition tables: which state may follow which. Every change of state goes through one of the Move methods,
/// which look here; anything else is a bug and throws.
/// </summary>
internal static class Transitions
{
    public static bool Allows(TaskState from, TaskState to) => from switch
    {
        TaskState.Admitting => to is TaskState.Running or TaskState.Failed or TaskState.Cancelled,
        TaskState.Running => to is TaskState.Done or TaskState.Failed or TaskState.Cancelled,
        _ => false,
    };

    public static bool Allows(SliceState from, SliceState to) => from switch
    {
        SliceState.Waiting => to is SliceState.Subscribed or SliceState.Agreed or SliceState.Dropped,
        SliceState.Subscribed => to is SliceState.Agreed or SliceState.Dropped,
        _ => false,
    };

    public static bool Allows(ComputationState from, ComputationState to) => from switch
    {
        ComputationState.Open => to is ComputationState.Uploading or ComputationState.Agreed or ComputationState.Failed or ComputationState.Cancelled,
        ComputationState.Uploading => to is ComputationState.Open or ComputationState.Agreed or ComputationState.Failed or ComputationState.Cancelled,
        _ => false,
    };

    public static bool Allows(AttemptState from, AttemptState to) => from switch
    {
        AttemptState.Leased => to is AttemptState.Received or AttemptState.Failed or AttemptState.Expired or AttemptState.Cancelled,
        AttemptState.Received => to is AttemptState.Agreed or AttemptState.Disputed or AttemptState.Failed or AttemptState.Expired or AttemptState.Cancelled,
        _ => false,
    };

    public static InvalidOperationException Forbidden(object what, object from, object to) => new($"{what} can't go from {from} to {to}");
}
