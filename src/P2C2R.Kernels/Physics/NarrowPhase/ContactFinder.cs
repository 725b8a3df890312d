using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>The narrow phase: all pairs whose boxes meet in this step, those of two boxes eight at a time.</summary>
internal sealed class ContactFinder(ColliderStore colliders, BodyStore bodies, ContactStore contacts, WorkCrew crew)
{
    [ThreadStatic]
    private static BoxBoxBatch? _batch;

    [ThreadStatic]
    private static PairCollider? _collider;

    private int[] _boxes = [];
    private int[] _others = [];
    private int _boxCount;
    private int _otherCount;
    private CancellationToken _cancellation;

    /// <summary>Finds all contacts.</summary>
    public void Find(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        Sort();
        cancellation.ThrowIfCancellationRequested();
        crew.Run((_boxCount + 7) / 8, 8, CollideBoxes);
        cancellation.ThrowIfCancellationRequested();
        crew.Run(_otherCount, 16, CollideOthers);
        cancellation.ThrowIfCancellationRequested();
    }

    private void Sort()
    {
        if (_boxes.Length < contacts.Count) (_boxes, _others) = (new int[contacts.Count + (contacts.Count / 2)], new int[contacts.Count + (contacts.Count / 2)]);
        (_boxCount, _otherCount) = (0, 0);
        var rows = new ContactRows(colliders, bodies, contacts);
        for (var pair = 0; pair < contacts.Count; pair++)
        {
            var (a, b) = (contacts.A[pair], contacts.B[pair]);
            if (!bodies.IsActive(colliders.Bodies[a]) && !bodies.IsActive(colliders.Bodies[b])) continue;
            if (!colliders.Meet(a, b))
            {
                if (contacts.Touching[pair] != 0) rows.Finish(pair, 0);
                continue;
            }

            if (colliders.Shapes[a].Kind == ShapeKind.Box && colliders.Shapes[b].Kind == ShapeKind.Box) _boxes[_boxCount++] = pair;
            else _others[_otherCount++] = pair;
        }
    }

    private void CollideBoxes(int from, int to)
    {
        var batch = _batch ??= new BoxBoxBatch();
        Span<int> filled = stackalloc int[8];
        for (var i = from; i < to && !_cancellation.IsCancellationRequested; i++)
        {
            scoped ReadOnlySpan<int> pairs;
            if ((8 * i) + 8 <= _boxCount)
            {
                pairs = _boxes.AsSpan(8 * i, 8);
            }
            else
            {
                for (var lane = 0; lane < 8; lane++) filled[lane] = _boxes[Math.Min((8 * i) + lane, _boxCount - 1)];
                pairs = filled;
            }

            batch.Collide(colliders, bodies, contacts, pairs);
        }
    }

    private void CollideOthers(int from, int to)
    {
        var rows = new ContactRows(colliders, bodies, contacts);
        var collider = _collider ??= new PairCollider();
        for (var i = from; i < to && !_cancellation.IsCancellationRequested; i++)
        {
            var pair = _others[i];
            rows.Write(pair, collider.Collide(colliders, contacts.A[pair], contacts.B[pair], contacts.Triangles[pair]));
        }
    }
}
