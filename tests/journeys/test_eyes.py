"""Eyes: Luxturna for two changed copies of RPE65 from 12 months on; other genes in studies or not covered; macula."""


def test_a_child_with_two_changed_copies_of_rpe65_is_told_of_luxturna(visit):
    visit.says(who="child", condition="LCA2", age="6", rpe65_copies="both")
    visit.hears("approved-therapy", words="open")
    assert visit.fit("luxturna") == "cannot_tell"
    assert "viable_retinal_cells" in visit.settles
    visit.says(viable_retinal_cells="yes").hears("approved-therapy")
    assert visit.fit("luxturna") == "lines_up"
    assert visit.says(viable_retinal_cells="no").fit("luxturna") == "differs"


def test_a_baby_of_eight_months_hears_in_how_many_months(visit):
    visit.says(who="child", condition="RPE65", lca_gene="rpe65", age="8 months", rpe65_copies="both")
    visit.hears("not-now-but-ask", words="with_time")
    assert visit.changes("luxturna") == ("opens", "February 2027", "March 2027")


def test_a_gene_that_was_typed_is_no_answer_and_the_test_comes_first(visit):
    visit.says(who="child", condition="RPE65", age="6", rpe65_copies="both").hears("confirm-first")
    assert "lca_gene" in visit.settles


def test_one_changed_copy_is_not_what_the_label_names(visit):
    visit.says(who="other", condition="RPE65", age="30", rpe65_copies="one")
    assert visit.fit("luxturna") == "differs"
    assert visit.changes("luxturna") is None


def test_without_a_gene_test_the_test_comes_first(visit):
    visit.says(who="child", condition="Leber congenital amaurosis", lca_gene="no_test", age="6").hears("confirm-first")
    assert "lca_gene" in visit.settles


def test_a_gene_in_studies_leads_to_studies_and_any_other_to_other_care(visit):
    visit.says(who="child", condition="Leber congenital amaurosis", age="6")
    visit.says(lca_gene="studied").hears("trials")
    visit.says(lca_gene="another").hears("other-care")


def test_flying_soon_is_raised(visit):
    visit.says(who="you", condition="RPE65", lca_gene="rpe65", age="30", rpe65_copies="both", flying_or_diving="yes")
    visit.says(viable_retinal_cells="yes")
    assert "surgery-and-site" in visit.raised
    assert visit.fit("luxturna") == "lines_up"


def test_wet_macular_degeneration_leads_to_studies_that_were_not_there_in_2014(visit):
    visit.says(who="you", condition="wet AMD", age="74").hears("trials")
    visit.on(2014, 7, 1).hears("other-care")
