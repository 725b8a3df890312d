using System.Runtime.CompilerServices;
using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>How many subscribers ask for 0, 1 ... <see cref="Limits.MaxReplicas"/> replicas.</summary>
[InlineArray(Limits.MaxReplicas + 1)]
internal struct ReplicaCounts
{
    private int _first;
}
