using System.CommandLine;
using P2C2R.Cli.Bench;
using P2C2R.Cli.Bench.Dialogue;
using P2C2R.Cli.Bench.Fluid;
using P2C2R.Cli.Bench.Fracture;
using P2C2R.Cli.Bench.Models;
using P2C2R.Cli.Bench.Navmesh;
using P2C2R.Cli.Bench.Paths;
using P2C2R.Cli.Bench.RayTracing;
using P2C2R.Cli.Bench.Rigid;
using P2C2R.Cli.Bench.Scaling;
using P2C2R.Cli.Bench.Slices;
using P2C2R.Cli.Bench.Waves;

namespace P2C2R.Cli.Commands;

/// <summary>Measures the grid on this machine, beside its rivals; bench/README.md says how to read it.</summary>
internal static class BenchCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create() => new("bench", "Measures the grid on this machine; bench/README.md says how to read it")
    {
        CreateRouting(),
        CreateConnections(),
        CreateHistory(),
        CreateDialogue(),
        CreatePathfinding(),
        CreateTerrain(),
        CreateTerrainScaling(),
        CreateLightmapScaling(),
        CreateRigidScaling(),
        CreateWaves(),
        CreateNavmesh(),
        CreateRigid(),
        CreateFluid(),
        CreateFracture(),
        CreateRayTracing(),
        CreateModel(),
        CreateSlices(),
        CreateWriteModel(),
        CreateLoad(),
        CreateIdlePeers(),
    };

    private static Command CreateRouting()
    {
        var seconds = SecondsOption();
        var rounds = new Option<int>("--rounds") { Description = "How often each contender has its turn", DefaultValueFactory = _ => 3 };
        var payload = PayloadOption();
        var folder = FolderOption();
        var json = JsonOption();
        var alone = new Option<bool>("--alone") { Description = "Leaves the rivals out" };
        var command = new Command("routing", "Tasks a second and latency, beside BullMQ, NATS and JetStream where they are installed")
        {
            seconds, rounds, payload, folder, json, alone,
        };
        command.SetAction((parsed, stop) => RunAsync(() => new RoutingBenchmark(
            parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(payload), parsed.GetValue(folder), parsed.GetValue(json), !parsed.GetValue(alone)).RunAsync(stop)));
        return command;
    }

    private static Command CreateConnections()
    {
        var count = new Option<int>("--count") { Description = "Idle peers", DefaultValueFactory = _ => 10_000 };
        var seconds = SecondsOption();
        var folder = FolderOption();
        var json = JsonOption();
        var command = new Command("connections", "What 10,000 connected idle peers cost the coordinator") { count, seconds, folder, json };
        command.SetAction((parsed, stop) => RunAsync(() => new ConnectionsBenchmark(
            parsed.GetValue(count), parsed.GetValue(seconds), parsed.GetValue(folder), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static Command CreateHistory()
    {
        var tasks = new Option<int>("--tasks") { Description = "Stored tasks", DefaultValueFactory = _ => 1_000_000 };
        var seconds = SecondsOption();
        var rounds = new Option<int>("--rounds") { Description = "Pairs of measurements", DefaultValueFactory = _ => 7 };
        var folder = FolderOption();
        var json = JsonOption();
        var command = new Command("history", "Whether 1,000,000 stored tasks slow routing or a restart") { tasks, seconds, rounds, folder, json };
        command.SetAction((parsed, stop) => RunAsync(() => new HistoryBenchmark(
            parsed.GetValue(tasks), parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(folder), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static Command CreatePathfinding()
    {
        var data = new Option<string>("--data") { Description = "Folder with maps and scenarios of the Moving AI Lab", DefaultValueFactory = _ => DefaultMapFolder() };
        var maps = new Option<string>("--maps") { Description = "Maps in it, separated by spaces", DefaultValueFactory = _ => PathfindingBenchmark.DefaultMaps };
        var queries = new Option<int>("--queries") { Description = "Queries of each map, from its scenario's end", DefaultValueFactory = _ => 100 };
        var rivals = new Option<int>("--rival-queries") { Description = "How many of them npm pathfinding answers; 0 leaves it out", DefaultValueFactory = _ => 20 };
        var rounds = new Option<int>("--rounds") { Description = "How often each has its turn", DefaultValueFactory = _ => 5 };
        var json = JsonOption();
        var command = new Command("pathfinding", "Shortest paths on prepared maps and of crowds, beside a plain A* and npm pathfinding where it is installed")
        {
            data, maps, queries, rivals, rounds, json,
        };
        command.SetAction((parsed, stop) => RunAsync(() => new PathfindingBenchmark(
            parsed.GetValue(data)!, parsed.GetValue(maps)!.Split(' ', StringSplitOptions.RemoveEmptyEntries), Math.Max(1, parsed.GetValue(queries)), parsed.GetValue(rivals), Math.Max(1, parsed.GetValue(rounds)), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static string DefaultMapFolder() => Path.Combine(Environment.GetEnvironmentVariable("P2C2R_DATA") ?? Path.Combine("..", "shared", "data"), "movingai");

    private static Command CreateTerrain()
    {
        var size = TerrainSizeOption(2048);
        var octaves = new Option<int>("--octaves") { Description = "Octaves of noise, 1 to 14", DefaultValueFactory = _ => 8 };
        octaves.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 14) result.AddError("--octaves must be 1 to 14");
        });
        var rounds = new Option<int>("--rounds") { Description = "How often each has its turn", DefaultValueFactory = _ => 5 };
        var json = JsonOption();
        var command = new Command("terrain", "Heights from noise on one thread, beside npm simplex-noise where it is installed") { size, octaves, rounds, json };
        command.SetAction((parsed, stop) => RunAsync(() => new TerrainBenchmark(
            parsed.GetValue(size), parsed.GetValue(octaves), parsed.GetValue(rounds), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static Option<int> TerrainSizeOption(int size)
    {
        var option = new Option<int>("--size") { Description = "Cells on a side, 16 to 8192", DefaultValueFactory = _ => size };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 16 or > 8192) result.AddError("--size must be 16 to 8192");
        });
        return option;
    }

    private static Command CreateTerrainScaling()
    {
        var size = TerrainSizeOption(4096);
        var peers = PeersOption();
        var rounds = new Option<int>("--rounds") { Description = "How often each number of peers has its turn", DefaultValueFactory = _ => 1 };
        var folder = FolderOption();
        var json = JsonOption();
        var command = new Command("terrain-scaling", "One eroded terrain over 1, 2 and 4 peers, as real processes") { size, peers, rounds, folder, json };
        command.SetAction((parsed, stop) => RunAsync(() => new ScalingBenchmark(
            ScalingTask.Terrain(parsed.GetValue(size)), parsed.GetValue(peers)!, parsed.GetValue(rounds), parsed.GetValue(folder), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static Option<int[]> PeersOption() =>
        new("--peers") { Description = "How many peers, run by run", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 2, 4] };

    private static Command CreateLightmapScaling()
    {
        var scene = new Option<string>("--scene") { Description = "A .glb", DefaultValueFactory = _ => Path.Combine(Environment.GetEnvironmentVariable("P2C2R_DATA") ?? Path.Combine("..", "shared", "data"), "gltf", "CornellBox.glb") };
        var size = new Option<int>("--size") { Description = "Texels on a side, 16 to 4096", DefaultValueFactory = _ => 1024 };
        var samples = new Option<int>("--samples") { Description = "Samples of a texel", DefaultValueFactory = _ => 256 };
        var peers = PeersOption();
        var folder = FolderOption();
        var json = JsonOption();
        var command = new Command("lightmap-scaling", "One lightmap over 1, 2 and 4 peers, as real processes, and on this machine alone") { scene, size, samples, peers, folder, json };
        command.SetAction((parsed, stop) => RunAsync(() => new ScalingBenchmark(
            ScalingTask.Lightmap(parsed.GetValue(scene)!, parsed.GetValue(size), parsed.GetValue(samples)), parsed.GetValue(peers)!, 1, parsed.GetValue(folder), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static Command CreateRigidScaling()
    {
        var scenarios = new Option<int>("--scenarios") { Description = "Runs of the scene, 1 to 4096", DefaultValueFactory = _ => 64 };
        scenarios.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 4096) result.AddError("--scenarios must be 1 to 4096");
        });
        var steps = new Option<int>("--steps") { Description = "Steps of each", DefaultValueFactory = _ => 1000 };
        var peers = PeersOption();
        var folder = FolderOption();
        var json = JsonOption();
        var command = new Command("rigid-scaling", "A sweep of rigid-body scenarios over 1, 2 and 4 peers, as real processes, and on this machine alone") { scenarios, steps, peers, folder, json };
        command.SetAction((parsed, stop) => RunAsync(() => new ScalingBenchmark(
            ScalingTask.RigidSweep(parsed.GetValue(scenarios), parsed.GetValue(steps)), parsed.GetValue(peers)!, 1, parsed.GetValue(folder), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static Command CreateWaves()
    {
        var rounds = new Option<int>("--rounds") { Description = "Maps of each model", DefaultValueFactory = _ => 5 };
        var json = JsonOption();
        var command = new Command("wfc", "Wave function collapse, beside the original algorithm written down plainly") { rounds, json };
        command.SetAction((parsed, stop) => RunAsync(() => Task.Run(() => new WaveBenchmark(Math.Max(1, parsed.GetValue(rounds)), parsed.GetValue(json)).Run(stop), stop)));
        return command;
    }

    private static Command CreateDialogue()
    {
        var rules = CountOption("--rules", "Rules", 50_000, 200_000);
        var queries = CountOption("--queries", "Queries of the index", 1_000_000, 100_000_000);
        var sample = CountOption("--sample", "Those of them that the scan of all rules answers too", 2_000, 65_536);
        var rounds = CountOption("--rounds", "How often each has its turn", 3, 1_000);
        var json = JsonOption();
        var command = new Command("dialogue", "Which of 50,000 response rules speaks, beside a scan of all of them") { rules, queries, sample, rounds, json };
        command.SetAction((parsed, stop) => RunAsync(() => Task.Run(() => new DialogueBenchmark(
            parsed.GetValue(rules), parsed.GetValue(queries), parsed.GetValue(sample), parsed.GetValue(rounds), parsed.GetValue(json)).Run(stop), stop)));
        return command;
    }

    private static Option<int> CountOption(string name, string description, int usual, int most)
    {
        var option = new Option<int>(name) { Description = $"{description}, 1 to {most}", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < 1 || value > most)) result.AddError($"{name} must be 1 to {most}");
        });
        return option;
    }

    private static Command CreateModel()
    {
        var checkpoint = new Option<string?>("--checkpoint") { Description = "A llama2.c checkpoint, to compare with plain C" };
        var parameters = new Option<int>("--parameters") { Description = "Millions of weights of the models of random weights; 0 leaves them out", DefaultValueFactory = _ => 300 };
        var threads = new Option<int>("--threads") { Description = "Threads of the models of random weights", DefaultValueFactory = _ => 1 };
        var rounds = new Option<int>("--rounds") { Description = "How often each has its turn", DefaultValueFactory = _ => 3 };
        var seconds = SecondsOption();
        var json = JsonOption();
        var command = new Command("model", "Language models: tokens a second beside plain C, weights a second beside memory") { checkpoint, parameters, threads, rounds, seconds, json };
        command.SetAction((parsed, stop) => RunAsync(() => new ModelBenchmark(
            parsed.GetValue(checkpoint), parsed.GetValue(parameters), parsed.GetValue(threads), parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static Command CreateRigid()
    {
        var scenes = new Argument<string[]>("scenes") { Description = "Scenes whose names begin so (pyramid, lattice, pile); all without", Arity = ArgumentArity.ZeroOrMore };
        var steps = new Option<int>("--steps") { Description = "Steps of each", DefaultValueFactory = _ => 300 };
        var folder = FolderOption();
        var json = JsonOption();
        var command = new Command("rigid", "Steps of rigid bodies, beside Rapier, Jolt and Bullet where they are installed") { scenes, steps, folder, json };
        command.SetAction((parsed, stop) => RunAsync(() => Task.Run(() => new RigidBenchmark(
            Math.Max(2, parsed.GetValue(steps)), parsed.GetValue(scenes)!, parsed.GetValue(folder), parsed.GetValue(json)).RunAsync(stop), stop)));
        return command;
    }

    private static Command CreateSlices()
    {
        var names = new Argument<string[]>("names") { Description = "Workloads whose names begin so; all without", Arity = ArgumentArity.ZeroOrMore };
        var cancels = new Option<int>("--cancels") { Description = "Cancels of the longest slice of each sort, at moments spread over it", DefaultValueFactory = _ => 20 };
        var rounds = new Option<int>("--rounds") { Description = "How often all slices are executed; the last round counts", DefaultValueFactory = _ => 1 };
        var json = JsonOption();
        var command = new Command("slices", "Work units a second of the slices of large documents, and how soon they see a cancel") { names, cancels, rounds, json };
        command.SetAction((parsed, stop) => RunAsync(() => Task.Run(() => new SliceBenchmark(
            parsed.GetValue(names)!, Math.Max(0, parsed.GetValue(cancels)), Math.Max(1, parsed.GetValue(rounds)), parsed.GetValue(json)).Run(stop), stop)));
        return command;
    }

    private static Command CreateWriteModel()
    {
        var output = new Option<string>("--out") { Description = "The GGUF file to write", Required = true };
        var type = new Option<WeightType>("--type") { Description = "How weights are written: F32, F16, Q8, Q4", DefaultValueFactory = _ => WeightType.Q8 };
        var dimension = new Option<int>("--dimension") { Description = "Numbers of a token's state, a multiple of 128", DefaultValueFactory = _ => 2048 };
        var layers = new Option<int>("--layers") { Description = "Layers", DefaultValueFactory = _ => 6 };
        var vocabulary = new Option<int>("--vocabulary") { Description = "Tokens, 259 or more", DefaultValueFactory = _ => 32_000 };
        var command = new Command("write-model", "Writes a language model of random weights") { output, type, dimension, layers, vocabulary };
        command.SetAction((parsed, _) => RunAsync(() =>
        {
            var size = parsed.GetValue(dimension);
            using var file = File.Create(parsed.GetValue(output)!);
            new RandomModel(size, size * 11 / 4, parsed.GetValue(layers), size / 32, size / 128, parsed.GetValue(vocabulary), 2048, parsed.GetValue(type), 1).Write(file);
            return Task.FromResult(ExitCodes.Done);
        }));
        return command;
    }

    private static Command CreateIdlePeers()
    {
        var port = new Option<int>("--port") { Required = true };
        var count = new Option<int>("--count") { Required = true };
        var command = new Command("idle-peers", "Peers that only heartbeat") { port, count };
        command.Hidden = true;
        command.SetAction((parsed, _) => RunAsync(() => IdlePeers.ServeAsync(parsed.GetValue(port), parsed.GetValue(count))));
        return command;
    }

    private static Command CreateFluid()
    {
        var steps = new Option<int>("--steps") { Description = "Steps of each turn", DefaultValueFactory = _ => 300 };
        var rounds = new Option<int>("--rounds") { Description = "How often each has its turn", DefaultValueFactory = _ => 5 };
        var folder = FolderOption();
        var json = JsonOption();
        var command = new Command("fluid", "Particle steps a second, beside a plain C++ program of the same method") { steps, rounds, folder, json };
        command.SetAction((parsed, stop) => RunAsync(() => new FluidBenchmark(parsed.GetValue(steps), parsed.GetValue(rounds), parsed.GetValue(folder), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static Command CreateFracture()
    {
        var sites = new Option<int>("--sites") { Description = "Random sites in a box", DefaultValueFactory = _ => 100_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often each has its turn", DefaultValueFactory = _ => 5 };
        var folder = FolderOption();
        var json = JsonOption();
        var command = new Command("fracture", "Voronoi cells a second, beside voro++ where it is installed") { sites, rounds, folder, json };
        command.SetAction((parsed, stop) => RunAsync(() => new FractureBenchmark(parsed.GetValue(sites), parsed.GetValue(rounds), parsed.GetValue(folder), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static Command CreateNavmesh()
    {
        var mesh = new Option<string>("--mesh") { Description = "An .obj file", DefaultValueFactory = _ => "../shared/data/meshes/dungeon.obj" };
        var rounds = new Option<int>("--rounds") { Description = "How often each has its turn of 10 builds", DefaultValueFactory = _ => 7 };
        var folder = FolderOption();
        var json = JsonOption();
        var command = new Command("navmesh", "A navigation mesh built from triangles, beside librecast where it is installed") { mesh, rounds, folder, json };
        command.SetAction((parsed, stop) => RunAsync(() => new NavmeshBenchmark(
            parsed.GetValue(mesh)!, parsed.GetValue(rounds), parsed.GetValue(folder), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static Command CreateRayTracing()
    {
        var data = new Option<string>("--data") { Description = "The folder with meshes/dungeon.obj and gltf/FlightHelmet", DefaultValueFactory = _ => "../shared/data" };
        var rounds = new Option<int>("--rounds") { Description = "How often each has its turn", DefaultValueFactory = _ => 3 };
        var seconds = new Option<double>("--seconds") { Description = "How long a turn traces rays", DefaultValueFactory = _ => 0.4 };
        var folder = FolderOption();
        var json = JsonOption();
        var command = new Command("raytracing", "Building a hierarchy and tracing rays, beside Embree and npm three-mesh-bvh where they are installed") { data, rounds, seconds, folder, json };
        command.SetAction((parsed, stop) => RunAsync(() => new RayTracingBenchmark(
            parsed.GetValue(data)!, parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(folder), parsed.GetValue(json)).RunAsync(stop)));
        return command;
    }

    private static Command CreateLoad()
    {
        var port = new Option<int>("--port") { Required = true };
        var payload = PayloadOption();
        var command = new Command("load", "A load generator that obeys standard input") { port, payload };
        command.Hidden = true;
        command.SetAction((parsed, _) => RunAsync(() => Task.FromResult(LoadGenerator.Serve(parsed.GetValue(port), parsed.GetValue(payload)))));
        return command;
    }

    private static Option<int> PayloadOption()
    {
        var option = new Option<int>("--payload") { Description = "Bytes of payload of each task", DefaultValueFactory = _ => 64 };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < TaskTemplate.LeastPayload or > 8_192) result.AddError($"--payload must be {TaskTemplate.LeastPayload} to 8192 bytes");
        });
        return option;
    }

    private static Option<double> SecondsOption() => new("--seconds") { Description = "Seconds of each measurement", DefaultValueFactory = _ => 3 };

    private static Option<bool> JsonOption() => new("--json") { Description = "Prints for machines" };

    private static Option<string?> FolderOption() =>
        new("--folder") { Description = "Where to store, on a real disk; removed at the end. Default: artifacts/ of the current folder" };

    private static async Task<int> RunAsync(Func<Task<int>> benchmark)
    {
        try
        {
            return await benchmark();
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Cancelled;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync($"p2c2r bench: {e.Message}");
            return ExitCodes.Internal;
        }
    }
}
