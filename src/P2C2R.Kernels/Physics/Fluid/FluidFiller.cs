using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Fills boxes and meshes with particles in a lattice, one for every place: where parts overlap, the first has it.</summary>
internal static class FluidFiller
{
    /// <summary>Fills.</summary>
    /// <exception cref="InputException">There would be none, or too many.</exception>
    public static ParticleStore Fill(FluidDocument document)
    {
        var lattice = document.ParticlesPerAxis / document.Cell;
        var (shape, perAxis) = (document.Shape, document.ParticlesPerAxis);
        var sides = (X: shape.CellsX * perAxis, Y: shape.CellsY * perAxis, Z: shape.CellsZ * perAxis);
        var places = new List<(int X, int Y, int Z, int Block)>();
        var taken = new HashSet<long>();
        var solids = document.Scene.At(0, shape, document.TimeStep);
        for (var number = 0; number < document.Blocks.Count; number++)
        {
            var block = document.Blocks[number];
            var mesh = block.Mesh is null ? null : new MeshCrossings(block.Mesh);
            var (fromX, toX) = Range(block.From.X * lattice, block.To.X * lattice, sides.X);
            var (fromY, toY) = Range(block.From.Y * lattice, block.To.Y * lattice, sides.Y);
            var (fromZ, toZ) = Range(block.From.Z * lattice, block.To.Z * lattice, sides.Z);
            for (var z = fromZ; z < toZ; z++)
            {
                for (var y = fromY; y < toY; y++)
                {
                    var crossings = mesh?.Find((y + 0.5) / lattice, (z + 0.5) / lattice);
                    for (var x = fromX; x < toX; x++)
                    {
                        if (crossings is not null && !MeshCrossings.IsInside(crossings, (x + 0.5) / lattice)) continue;
                        if (solids.Exists(s => s.Distance(Place(x, y, z, perAxis), out _) < 0)) continue;
                        if (!taken.Add(x + (sides.X * (y + ((long)sides.Y * z))))) continue;
                        if (places.Count == FluidLimits.MaxParticles) throw new InputException($"\"fluid\" fills more than {FluidLimits.MaxParticles} places for particles; make \"cell\" greater, \"particles_per_axis\" smaller, or the fluid less");
                        places.Add((x, y, z, number));
                    }
                }
            }
        }

        return places.Count > 0 ? Store(document, places) : throw new InputException("\"fluid\" fills no place for a particle in the tank; make it greater, or \"cell\" smaller");
    }

    /// <summary>Lattice places whose middle lies between two coordinates, within the tank.</summary>
    private static (int From, int To) Range(double from, double to, int count) =>
        ((int)Math.Clamp(Math.Ceiling(from - 0.5 - 1e-6), 0, count), (int)Math.Clamp(Math.Ceiling(to - 0.5 - 1e-6), 0, count));

    private static Float3 Place(int x, int y, int z, int perAxis) => (new Float3(x + 0.5f, y + 0.5f, z + 0.5f) / perAxis) + (Float3.One * FluidShape.Wall);

    private static ParticleStore Store(FluidDocument document, List<(int X, int Y, int Z, int Block)> places)
    {
        var particles = new ParticleStore(places.Count);
        for (var i = 0; i < places.Count; i++)
        {
            var (x, y, z, number) = places[i];
            var (vx, vy, vz) = document.Blocks[number].Velocity;
            var row = particles.Rows.Slice(i * ParticleStore.Floats, ParticleStore.Floats);
            var place = Place(x, y, z, document.ParticlesPerAxis);
            (row[0], row[1], row[2]) = (place.X, place.Y, place.Z);
            row[3] = 1;
            (row[4], row[5], row[6]) = ((float)(vx / document.Cell), (float)(vy / document.Cell), (float)(vz / document.Cell));
        }

        return particles;
    }
}
