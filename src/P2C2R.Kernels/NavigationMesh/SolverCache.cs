using P2C2R.Kernels.NavigationMesh.Search;
using P2C2R.Protocol;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>
/// Solvers that are at rest, by the hash of their mesh: reading a mesh takes longer than a query. Changes neither output nor
/// units. Safe for threads.
/// </summary>
internal sealed class SolverCache
{
    private const int Capacity = 8;

    private readonly object _gate = new();

    // Least recently used first.
    private readonly List<(Sha256Hash Hash, MeshSolver Solver)> _resting = [];

    /// <summary>A solver for a mesh; null where the bytes are none. Nobody else has it until it is returned.</summary>
    public MeshSolver? Take(SliceData mesh, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var at = _resting.FindLastIndex(s => s.Hash == mesh.Hash);
            if (at >= 0)
            {
                var solver = _resting[at].Solver;
                _resting.RemoveAt(at);
                return solver;
            }
        }

        return PolygonMesh.Read(mesh.Bytes.Span, cancellation) is { } read ? new MeshSolver(read, cancellation) : null;
    }

    /// <summary>Keeps a solver for the next slice.</summary>
    public void Return(Sha256Hash hash, MeshSolver solver)
    {
        lock (_gate)
        {
            if (_resting.Count == Capacity) _resting.RemoveAt(0);
            _resting.Add((hash, solver));
        }
    }
}
