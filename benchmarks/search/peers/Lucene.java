import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;

/** Lines of cells between tabs in (put, commit, find, rank, count), one line each out: total, keys, counts. */
public class Lucene {
    static final String[] FACETS = {"year", "source", "category"};
    static final float TITLE = 3f;

    final Analyzer analyzer;
    final IndexWriter writer;
    IndexSearcher searcher;

    Lucene(String folder, String kind) throws IOException {
        analyzer = kind.equals("cjk") ? new CJKAnalyzer()
                : kind.equals("smartcn") ? new SmartChineseAnalyzer() : new WhitespaceAnalyzer();
        IndexWriterConfig config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(128);
        writer = new IndexWriter(FSDirectory.open(Paths.get(folder)), config);
    }

    void put(String[] cells) throws IOException {
        Document document = new Document();
        document.add(new NumericDocValuesField("uid", Long.parseLong(cells[1])));
        document.add(new TextField("title", cells[2], Field.Store.NO));
        document.add(new TextField("body", cells[3], Field.Store.NO));
        for (int at = 0; at < FACETS.length; at++) {
            document.add(new StringField(FACETS[at], cells[4 + at], Field.Store.NO));
            document.add(new SortedDocValuesField(FACETS[at], new BytesRef(cells[4 + at])));
        }
        writer.addDocument(document);
    }

    String commit() throws IOException {
        writer.commit();
        searcher = new IndexSearcher(DirectoryReader.open(writer));
        searcher.setQueryCache(null);
        return writer.getDocStats().numDocs + "\t\t";
    }

    Query allOf(String[] cells, int from) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (int at = from; at < cells.length; at++) {
            Query phrase = new QueryBuilder(analyzer).createPhraseQuery("body", cells[at]);
            all.add(phrase == null ? new MatchNoDocsQuery() : phrase, BooleanClause.Occur.MUST);
        }
        return all.build();
    }

    Query anyOf(String line) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        QueryBuilder builder = new QueryBuilder(analyzer);
        Query title = builder.createBooleanQuery("title", line);
        Query body = builder.createBooleanQuery("body", line);
        if (title != null) any.add(new BoostQuery(title, TITLE), BooleanClause.Occur.SHOULD);
        if (body != null) any.add(body, BooleanClause.Occur.SHOULD);
        return any.build();
    }

    String keys(ScoreDoc[] hits) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        ScoreDoc[] ordered = hits.clone();
        Map<Integer, Long> uids = new HashMap<>();
        Arrays.sort(ordered, Comparator.comparingInt(hit -> hit.doc));
        NumericDocValues values = null;
        int leaf = -1;
        for (ScoreDoc hit : ordered) {
            int in = ReaderUtil.subIndex(hit.doc, leaves);
            if (in != leaf) {
                leaf = in;
                values = leaves.get(leaf).reader().getNumericDocValues("uid");
            }
            values.advanceExact(hit.doc - leaves.get(leaf).docBase);
            uids.put(hit.doc, values.longValue());
        }
        StringJoiner joined = new StringJoiner(",");
        for (ScoreDoc hit : hits) joined.add(uids.get(hit.doc).toString());
        return joined.toString();
    }

    String find(String[] cells) throws IOException {
        int limit = Integer.parseInt(cells[1]);
        Query wanted = new ConstantScoreQuery(allOf(cells, 2));
        int total = searcher.count(wanted);
        if (total == 0) return "0\t\t";
        return total + "\t" + keys(searcher.search(wanted, Math.min(limit, total)).scoreDocs) + "\t";
    }

    String rank(String[] cells) throws IOException {
        TopDocs found = searcher.search(anyOf(cells[2]), Integer.parseInt(cells[1]));
        return found.totalHits.value + "\t" + keys(found.scoreDocs) + "\t";
    }

    /** Counts ordinals segment by segment, as the facet module does. */
    static class Counting extends SimpleCollector {
        final List<Map<String, Integer>> counts = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
        final SortedDocValues[] values = new SortedDocValues[FACETS.length];
        final int[][] numbers = new int[FACETS.length][];
        int total;

        @Override protected void doSetNextReader(LeafReaderContext context) throws IOException {
            finish();
            for (int at = 0; at < FACETS.length; at++) {
                values[at] = DocValues.getSorted(context.reader(), FACETS[at]);
                numbers[at] = new int[values[at].getValueCount()];
            }
        }

        @Override public void collect(int doc) throws IOException {
            total++;
            for (int at = 0; at < FACETS.length; at++)
                if (values[at].advanceExact(doc)) numbers[at][values[at].ordValue()]++;
        }

        void finish() throws IOException {
            for (int at = 0; at < FACETS.length; at++) {
                if (numbers[at] == null) continue;
                for (int ord = 0; ord < numbers[at].length; ord++)
                    if (numbers[at][ord] > 0)
                        counts.get(at).merge(values[at].lookupOrd(ord).utf8ToString(), numbers[at][ord], Integer::sum);
                numbers[at] = null;
            }
        }

        @Override public ScoreMode scoreMode() { return ScoreMode.COMPLETE_NO_SCORES; }
    }

    String count(String[] cells) throws IOException {
        Query wanted = new BooleanQuery.Builder().add(allOf(cells, 2), BooleanClause.Occur.MUST)
                .add(new TermQuery(new Term("source", cells[1])), BooleanClause.Occur.FILTER).build();
        Counting counting = new Counting();
        TopScoreDocCollector best = TopScoreDocCollector.create(10, 1);
        searcher.search(wanted, MultiCollector.wrap(best, counting));
        counting.finish();
        StringJoiner lines = new StringJoiner("\u0002");
        for (int at = 0; at < FACETS.length; at++)
            for (Map.Entry<String, Integer> one : counting.counts.get(at).entrySet())
                lines.add(FACETS[at] + "\u0001" + one.getKey() + "\u0001" + one.getValue());
        return counting.total + "\t" + keys(best.topDocs().scoreDocs) + "\t" + lines;
    }

    public static void main(String[] arguments) throws IOException {
        Lucene lucene = new Lucene(arguments[0], arguments[1]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        for (String line; (line = in.readLine()) != null; ) {
            String[] cells = line.split("\t", -1);
            switch (cells[0]) {
                case "put": lucene.put(cells); break;
                case "commit": out.println(lucene.commit()); break;
                case "find": out.println(lucene.find(cells)); break;
                case "rank": out.println(lucene.rank(cells)); break;
                default: out.println(lucene.count(cells));
            }
        }
        lucene.writer.close();
    }
}
