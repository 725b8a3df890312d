using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>
/// How an obstacle moves whatever it meets: at a step it is where this says, so no state has it. Canonical bytes: <c>f32 position (3), rotation (4), velocity (3), angular
/// velocity (3) | i32 count, places (f32 seconds, position (3))</c>; with places they decide, not the velocity: from one to the next in a straight line, and at rest before the first and after the last.
/// </summary>
/// <param name="Position">At the beginning, where there are no places.</param>
/// <param name="Rotation">At the beginning.</param>
/// <param name="Velocity">Cells a second.</param>
/// <param name="AngularVelocity">Radians a second, about its origin.</param>
/// <param name="Places">Times in seconds, rising, and positions.</param>
internal sealed record SolidMotion(Float3 Position, Rotation Rotation, Float3 Velocity, Float3 AngularVelocity, IReadOnlyList<(float Seconds, Float3 Position)> Places)
{
    /// <summary>Most places.</summary>
    public const int MaxPlaces = 10_000;

    /// <summary>Whether it stays as it is.</summary>
    public bool IsStill => Velocity == default && AngularVelocity == default && Places.Count <= 1;

    /// <summary>Where it is at a step, and how it gets to where it is at the next.</summary>
    public SolidPose At(int step, double timeStep)
    {
        var place = PositionAt(step * timeStep);
        var velocity = Places.Count > 0 ? (PositionAt((step + 1) * timeStep) - place) / (float)timeStep : Velocity;
        var turned = AngularVelocity == default ? Rotation : (Rotation.About(AngularVelocity * (float)(step * timeStep)) * Rotation).Normalized();
        return new SolidPose(place, turned, velocity, AngularVelocity);
    }

    /// <summary>Writes it.</summary>
    public void Write(CanonicalWriter writer)
    {
        foreach (var value in (ReadOnlySpan<float>)[Position.X, Position.Y, Position.Z, Rotation.X, Rotation.Y, Rotation.Z, Rotation.W, Velocity.X, Velocity.Y, Velocity.Z, AngularVelocity.X, AngularVelocity.Y, AngularVelocity.Z]) writer.F32(value);
        writer.I32(Places.Count);
        foreach (var (seconds, place) in Places)
        {
            foreach (var value in (ReadOnlySpan<float>)[seconds, place.X, place.Y, place.Z]) writer.F32(value);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static SolidMotion? Read(ref CanonicalReader reader)
    {
        var position = ReadVector(ref reader);
        var rotation = new Rotation(reader.F32(), reader.F32(), reader.F32(), reader.F32());
        var (velocity, angular, count) = (ReadVector(ref reader), ReadVector(ref reader), reader.I32());
        var turn = (rotation.X * rotation.X) + (rotation.Y * rotation.Y) + (rotation.Z * rotation.Z) + (rotation.W * rotation.W);
        if (reader.Failed || count is < 0 or > MaxPlaces || !(Math.Abs(turn - 1) < 1e-3f) || !IsSane(position) || !IsSane(velocity) || !IsSane(angular)) return null;
        var places = new List<(float Seconds, Float3 Position)>();
        for (var i = 0; i < count; i++)
        {
            var (seconds, place) = (reader.F32(), ReadVector(ref reader));
            if (!(seconds >= 0 && (i == 0 || seconds > places[i - 1].Seconds)) || !IsSane(place)) return null;
            places.Add((seconds, place));
        }

        return reader.Failed ? null : new SolidMotion(position, rotation, velocity, angular, places);
    }

    private Float3 PositionAt(double seconds)
    {
        if (Places.Count == 0) return Position + (Velocity * (float)seconds);
        if (seconds <= Places[0].Seconds) return Places[0].Position;
        if (seconds >= Places[^1].Seconds) return Places[^1].Position;
        var (low, high) = (0, Places.Count - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Places[middle].Seconds <= seconds) low = middle;
            else high = middle;
        }

        var (from, to) = (Places[low], Places[high]);
        return from.Position + ((to.Position - from.Position) * (float)((seconds - from.Seconds) / ((double)to.Seconds - from.Seconds)));
    }

    private static Float3 ReadVector(ref CanonicalReader reader) => new(reader.F32(), reader.F32(), reader.F32());

    private static bool IsSane(Float3 v) => v.LengthSquared < 1e18f;
}
