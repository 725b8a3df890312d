using System.Numerics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.NarrowPhase;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// Puts contacts into colours of which none moves a body twice, and each colour into blocks of eight: within a colour, order and
/// threads make no difference. Each contact gets the lowest colour free on its two bodies, in the order of the contacts, which is that of their
/// colliders; those with unmoved bodies come last. What finds no colour is solved alone.
/// </summary>
internal sealed class ConstraintColors
{
    /// <summary>Colours; the last is for what found no other, one contact a block.</summary>
    public const int Most = 64;

    private readonly int[] _counts = new int[Most];
    private readonly int[] _next = new int[Most];
    private ulong[] _used = [];
    private byte[] _colors = [];

    /// <summary>Where the blocks of each colour begin, and the end of the last.</summary>
    public int[] Starts { get; } = new int[Most + 1];

    /// <summary>Eight contacts a block; the number of contacts where there is none.</summary>
    public int[] Contacts { get; private set; } = [];

    /// <summary>Their first bodies; the number of bodies where there is none.</summary>
    public int[] BodiesA { get; private set; } = [];

    /// <summary>Their second bodies.</summary>
    public int[] BodiesB { get; private set; } = [];

    /// <summary>Blocks.</summary>
    public int Blocks => Starts[Most];

    /// <summary>Contacts with a moving body.</summary>
    public int ActiveContacts { get; private set; }

    /// <summary>Colours all contacts that touch and have a body to move.</summary>
    public void Assign(ContactStore contacts, ColliderStore colliders, BodyStore bodies)
    {
        if (_used.Length < bodies.Count) _used = new ulong[bodies.Count + (bodies.Count / 2)];
        if (_colors.Length < contacts.Count) _colors = new byte[contacts.Count + (contacts.Count / 2)];
        Array.Clear(_used, 0, bodies.Count);
        Array.Clear(_counts);
        ActiveContacts = 0;
        for (var c = 0; c < contacts.Count; c++) _colors[c] = Choose(contacts, colliders, bodies, c, true);
        for (var c = 0; c < contacts.Count; c++)
        {
            if (_colors[c] == Most + 1) _colors[c] = Choose(contacts, colliders, bodies, c, false);
        }

        Lay(contacts, colliders, bodies);
    }

    /// <summary><see cref="Most"/> for a contact that moves nothing, one more for one whose turn it isn't.</summary>
    private byte Choose(ContactStore contacts, ColliderStore colliders, BodyStore bodies, int c, bool isPair)
    {
        if (contacts.Touching[c] == 0) return Most;
        var (a, b) = (colliders.Bodies[contacts.A[c]], colliders.Bodies[contacts.B[c]]);
        var (movesA, movesB) = (bodies.IsActive(a), bodies.IsActive(b));
        if (!movesA && !movesB) return Most;
        if (isPair != (movesA && movesB)) return Most + 1;
        ActiveContacts++;
        var color = BitOperations.TrailingZeroCount(~((movesA ? _used[a] : 0) | (movesB ? _used[b] : 0)));
        if (color >= Most - 1)
        {
            _counts[Most - 1]++;
            return Most - 1;
        }

        if (movesA) _used[a] |= 1UL << color;
        if (movesB) _used[b] |= 1UL << color;
        _counts[color]++;
        return (byte)color;
    }

    private void Lay(ContactStore contacts, ColliderStore colliders, BodyStore bodies)
    {
        for (var color = 0; color < Most; color++)
        {
            var blocks = color == Most - 1 ? _counts[color] : (_counts[color] + Wide.Count - 1) / Wide.Count;
            Starts[color + 1] = Starts[color] + blocks;
            _next[color] = Starts[color] * Wide.Count;
        }

        var lanes = Blocks * Wide.Count;
        if (Contacts.Length < lanes) (Contacts, BodiesA, BodiesB) = (new int[lanes + (lanes / 2)], new int[lanes + (lanes / 2)], new int[lanes + (lanes / 2)]);
        Array.Fill(Contacts, contacts.Count, 0, lanes);
        Array.Fill(BodiesA, bodies.Count, 0, lanes);
        Array.Fill(BodiesB, bodies.Count, 0, lanes);
        for (var c = 0; c < contacts.Count; c++)
        {
            if (_colors[c] >= Most) continue;
            var lane = _next[_colors[c]];
            _next[_colors[c]] += _colors[c] == Most - 1 ? Wide.Count : 1;
            (Contacts[lane], BodiesA[lane], BodiesB[lane]) = (c, colliders.Bodies[contacts.A[c]], colliders.Bodies[contacts.B[c]]);
        }
    }
}
