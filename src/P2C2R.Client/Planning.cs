using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Client;

/// <summary>From an input document to slices, off the caller's thread.</summary>
internal static class Planning
{
    /// <summary>Plans.</summary>
    /// <returns>A plan, or the outcome of a task that has none.</returns>
    public static async Task<(TaskPlan? Plan, TaskOutcome? Refused)> PlanAsync(string task, string kind, ReadOnlyMemory<byte> document, IInputFiles? files, CancellationToken cancellation)
    {
        if (KernelCatalog.Newest(kind) is not { } kernel) return (null, TaskOutcome.Failed(task, new KernelId(kind, 0), ErrorCode.KindNotAvailable, Unavailable(kind)));
        try
        {
            return (await Task.Run(() => kernel.Plan(document, files ?? new NoFiles()), cancellation).ConfigureAwait(false), null);
        }
        catch (InputException e)
        {
            return (null, TaskOutcome.Failed(task, kernel.Id, ErrorCode.BadInput, e.Message));
        }
    }

    private static string Unavailable(string kind) => Kinds.All.Contains(kind)
        ? $"{kind} is not built yet in this release"
        : $"there is no kind '{kind}'; the kinds are {string.Join(", ", Kinds.All)}";
}
